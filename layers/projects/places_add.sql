-- Record shapes as the places of projects; returns each project with the new place's id.
-- Values: phase; projects and, an entry a project, geometry (WKB in EPSG:4326), repairs (joined by commas) and the
-- columns of the same names.
INSERT INTO location (
  project_id, authority_id, phase, geom, text_entered, crs, operation, method, accuracy_m, precision_m, repairs,
  evidence, note
)
SELECT
  p.id, p.authority_id, %(phase)s, ST_GeomFromWKB(n.geometry, 4326), n.text_entered, n.crs, n.operation, n.method,
  n.accuracy_m, n.precision_m, coalesce(string_to_array(nullif(n.repairs, ''), ','), '{{}}'),
  nullif(btrim(n.evidence), ''), nullif(btrim(n.note), '')
FROM unnest(
  %(projects)s::bigint[], %(geometry)s::bytea[], %(text_entered)s::text[], %(crs)s::text[], %(operation)s::text[],
  %(method)s::text[], %(accuracy_m)s::real[], %(precision_m)s::real[], %(repairs)s::text[], %(evidence)s::text[],
  %(note)s::text[]
) AS n (
  project_id, geometry, text_entered, crs, operation, method, accuracy_m, precision_m, repairs, evidence, note
)
JOIN project AS p ON p.id = n.project_id
RETURNING project_id, id
