-- Record a point as a project's place; returns its id.
INSERT INTO location (
  project_id, authority_id, phase, geom, text_entered, crs, operation, method, accuracy_m
)
VALUES (
  %(project)s, %(authority)s, %(phase)s, ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326),
  %(text_entered)s, %(crs)s, %(operation)s, %(method)s, %(accuracy_m)s
)
RETURNING id
