-- A file of a register holds offences as well: it is for those who may read them at that facility.
ALTER TABLE participants_registerimport ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_registerimport
  USING (facility_id = ANY ((SELECT scope_offence_facilities())::int[]))
  WITH CHECK (facility_id = ANY ((SELECT scope_offence_facilities())::int[]));
ALTER TABLE participants_importcontent ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_importcontent
  USING (EXISTS (SELECT FROM participants_registerimport i WHERE i.id = register_import_id))
  WITH CHECK (EXISTS (SELECT FROM participants_registerimport i WHERE i.id = register_import_id));

-- That a file was brought stays known; what stood in it does not. The preview is compressed before it comes here.
REVOKE DELETE ON participants_registerimport FROM :app_role;
ALTER TABLE participants_importcontent ALTER COLUMN preview SET STORAGE EXTERNAL;
