-- Places of new projects, and those that the file has moved where the plan now has none.
INSERT INTO location (project_id, authority_id, geom, text_entered, crs, operation, method, repairs, precision_m)
SELECT
  m.id, m.authority_id, ST_SetSRID(m.geom, 4326), m.place_text, m.place_crs, m.place_operation, 'file',
  coalesce(string_to_array(m.place_repairs, ','), '{{}}'), m.place_precision
FROM matched_project AS m
WHERE m.geom IS NOT NULL
  AND CASE WHEN m.known_id IS NULL THEN true ELSE m.moved AND NOT EXISTS (
    SELECT FROM location AS l
    WHERE l.project_id = m.known_id AND l.phase = 'planned' AND l.superseded_at IS NULL) END
