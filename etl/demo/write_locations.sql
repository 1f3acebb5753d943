-- Add the places of invented projects. Values: rows (JSON array).
INSERT INTO location (project_id, authority_id, phase, geom, text_entered, crs, operation, method, accuracy_m, repairs, evidence)
SELECT
  project_id, authority_id, phase, geom::geometry, text_entered, crs, operation, method, accuracy_m, repairs, evidence
FROM jsonb_to_recordset(%(rows)s) AS r (
  project_id bigint, authority_id integer, phase text, geom text, text_entered text, crs text, operation text,
  method text, accuracy_m real, repairs text[], evidence text)
