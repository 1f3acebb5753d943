-- Record a shape as a project's place; returns its id.
-- Values: project, authority, phase, geometry (WKB in EPSG:4326), and the columns of the same names.
INSERT INTO location (
  project_id, authority_id, phase, geom, text_entered, crs, operation, method, accuracy_m, precision_m, repairs,
  evidence, note
)
VALUES (
  %(project)s, %(authority)s, %(phase)s, ST_GeomFromWKB(%(geometry)s, 4326), %(text_entered)s, %(crs)s, %(operation)s,
  %(method)s, %(accuracy_m)s, %(precision_m)s, %(repairs)s::text[], nullif(btrim(%(evidence)s), ''),
  nullif(btrim(%(note)s), '')
)
RETURNING id
