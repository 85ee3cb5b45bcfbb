-- The day as of which the facts without a date of their own are known in a row. A file of an older day does not undo
-- them. Whoever imports says the day of the file; what is changed in any other way is known as of the day of the change.
CREATE OR REPLACE FUNCTION keep_told_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.told_on := greatest(OLD.told_on, coalesce(nullif(current_setting('app.told_on', true), '')::date,
    (now() AT TIME ZONE 'Asia/Jakarta')::date));
  RETURN NEW;
END $$;
