-- What leads to no person is read by whoever sees the thing that it is about; the view asks whether one does.
CREATE POLICY of_things ON accounts_change FOR SELECT USING (person IS NULL AND subject IS NOT NULL);
