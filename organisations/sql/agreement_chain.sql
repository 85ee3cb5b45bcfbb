-- An agreement renews none that renews it, and is superseded by none that it superseded, over however many steps.
CREATE TRIGGER agreement_not_renewing_itself AFTER INSERT OR UPDATE OF renews_id ON organisations_agreement
  FOR EACH ROW WHEN (NEW.renews_id IS NOT NULL) EXECUTE FUNCTION without_circle('id', 'renews_id');
CREATE TRIGGER agreement_not_superseding_itself AFTER INSERT OR UPDATE OF superseded_by_id ON organisations_agreement
  FOR EACH ROW WHEN (NEW.superseded_by_id IS NOT NULL) EXECUTE FUNCTION without_circle('id', 'superseded_by_id');
