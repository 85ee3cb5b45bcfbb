CREATE TRIGGER keep_told_on BEFORE UPDATE ON participants_person FOR EACH ROW
  WHEN (OLD.told_on IS NOT DISTINCT FROM NEW.told_on AND
    (OLD.name, OLD.alias, OLD.sex, OLD.birth_place, OLD.birth_date, OLD.nationality, OLD.education, OLD.nik)
    IS DISTINCT FROM
    (NEW.name, NEW.alias, NEW.sex, NEW.birth_place, NEW.birth_date, NEW.nationality, NEW.education, NEW.nik))
  EXECUTE FUNCTION keep_told_on();
CREATE TRIGGER keep_told_on BEFORE UPDATE ON participants_custody FOR EACH ROW
  WHEN (OLD.told_on IS NOT DISTINCT FROM NEW.told_on AND
    (OLD.block, OLD.legal_status) IS DISTINCT FROM (NEW.block, NEW.legal_status))
  EXECUTE FUNCTION keep_told_on();
CREATE TRIGGER keep_told_on BEFORE UPDATE ON participants_sentence FOR EACH ROW
  WHEN (OLD.told_on IS NOT DISTINCT FROM NEW.told_on AND
    (OLD.offence, OLD.years, OLD.months, OLD.days) IS DISTINCT FROM (NEW.offence, NEW.years, NEW.months, NEW.days))
  EXECUTE FUNCTION keep_told_on();
