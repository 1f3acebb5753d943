-- Places of new projects, and of changed rows whose project now has none in the plan.
INSERT INTO location (project_id, authority_id, geom, text_entered, crs, operation, method)
SELECT m.id, m.authority_id, ST_SetSRID(m.geom, 4326), m.place_text, m.place_crs, m.place_operation, 'file'
FROM matched_project AS m
WHERE m.geom IS NOT NULL
  AND (m.known_id IS NULL OR (m.changed AND NOT EXISTS (
    SELECT FROM location AS l
    WHERE l.project_id = m.known_id AND l.phase = 'planned' AND l.superseded_at IS NULL)))
