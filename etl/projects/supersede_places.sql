-- Planned places of rows that the file now puts elsewhere than it did before.
UPDATE location AS l SET superseded_at = transaction_timestamp()
FROM matched_project AS m
WHERE l.project_id = m.known_id AND m.moved AND l.phase = 'planned' AND l.superseded_at IS NULL
  AND NOT ST_OrderingEquals(l.geom, ST_SetSRID(m.geom, 4326))
