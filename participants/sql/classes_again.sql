-- Classes that were tallied before are tallied again, now with the course that their topic gives them.
SELECT recount_classes(ids) FROM (SELECT array_agg(id) AS ids FROM programs_trainingsession HAVING count(*) > 0) everything;
