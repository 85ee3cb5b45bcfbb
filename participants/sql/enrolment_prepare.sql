-- Who holds a seat and the hours of the class: whoever sits in it, and whoever sat in it to the end.
CREATE OR REPLACE FUNCTION holds_seat(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT status IN ('enrolled', 'suspended', 'completed', 'not_completed')
$$;
GRANT EXECUTE ON FUNCTION holds_seat(text) TO :app_role;

-- People of another prison join where the venue agrees, and take as many seats as it gives.
CREATE OR REPLACE FUNCTION guest_is_agreed(class uuid, home integer, seated boolean) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  guest record;
BEGIN
  SELECT seats INTO guest FROM programs_sessionguest
    WHERE session_id = class AND facility_id = home AND ended_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the venue has not agreed' USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_guest_is_agreed';
  END IF;
  IF seated AND guest.seats <= (SELECT count(*) FROM participants_enrolment
      WHERE session_id = class AND facility_id = home AND holds_seat(status)) THEN
    RAISE EXCEPTION 'no seat is left for guests' USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_guest_has_seat';
  END IF;
END $$;

-- Venue and hours of an enrolment are worked out here, whatever the client sent: a pure function of the row and its
-- class. The lock on the tally makes a moving meeting and a simultaneous enrolment see each other.
-- Those who left keep the hours before they left, if they ever had a seat; who waits or is proposed holds none.
CREATE OR REPLACE FUNCTION enrolment_prepare() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  class record;
  hours tstzmultirange;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.session_id, NEW.person_id, NEW.participant_kind, NEW.name_as_enrolled, NEW.number_as_enrolled)
       IS DISTINCT FROM
       (OLD.session_id, OLD.person_id, OLD.participant_kind, OLD.name_as_enrolled, OLD.number_as_enrolled) THEN
      RAISE EXCEPTION 'who sits in which class is not rewritten' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'enrolment_identity_is_final';
    END IF;
    IF OLD.ended_at IS NOT NULL AND (NEW.status, NEW.status_at, NEW.reason_kind, NEW.reason, NEW.joined_at, NEW.ended_at)
       IS DISTINCT FROM (OLD.status, OLD.status_at, OLD.reason_kind, OLD.reason, OLD.joined_at, OLD.ended_at)
       -- The result of a closed class may be corrected; when somebody joined and ended may not.
       AND NOT (OLD.status <> NEW.status AND ARRAY[OLD.status, NEW.status]::text[] <@ '{completed,not_completed}'
                AND (NEW.joined_at, NEW.ended_at) IS NOT DISTINCT FROM (OLD.joined_at, OLD.ended_at)) THEN
      RAISE EXCEPTION 'an ended enrolment is final' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'enrolment_ended_is_final';
    END IF;
    IF OLD.status = NEW.status AND (NEW.status_at, NEW.reason_kind, NEW.reason)
       IS DISTINCT FROM (OLD.status_at, OLD.reason_kind, OLD.reason) THEN
      RAISE EXCEPTION 'the reason of a change is not rewritten' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'enrolment_reason_goes_with_status';
    END IF;
  END IF;
  SELECT busy, venue_id INTO class FROM programs_sessiontally WHERE session_id = NEW.session_id FOR NO KEY UPDATE;
  IF NEW.facility_id <> class.venue_id AND (TG_OP = 'INSERT' OR holds_seat(NEW.status) AND NOT holds_seat(OLD.status)) THEN
    PERFORM guest_is_agreed(NEW.session_id, NEW.facility_id, holds_seat(NEW.status));
  END IF;
  hours := coalesce(class.busy, '{}') * tstzmultirange(tstzrange(NEW.joined_at, NULL));
  NEW.venue_id := class.venue_id;
  NEW.busy := CASE
    WHEN holds_seat(NEW.status) THEN hours
    WHEN NEW.status = 'withdrawn' AND EXISTS (
      SELECT FROM participants_enrolmentevent WHERE enrolment_id = NEW.id AND to_status = 'enrolled')
      THEN hours * tstzmultirange(tstzrange(NULL, NEW.ended_at))
    ELSE '{}' END;
  RETURN NEW;
END $$;
