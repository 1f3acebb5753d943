-- The place that stood before another one did, of which the other took over; no row where there was none.
-- A restored place has the past of the one it restores. A place and the one it superseded carry the same
-- moment, that of their transaction.
-- Values: location.
WITH RECURSIVE origin AS (
  SELECT l.id, l.restores, l.project_id, l.phase, l.created_at FROM location AS l WHERE l.id = %(location)s
  UNION ALL
  SELECT l.id, l.restores, l.project_id, l.phase, l.created_at
  FROM origin AS o JOIN location AS l ON l.id = o.restores
),
first AS (SELECT * FROM origin WHERE restores IS NULL)
SELECT l.id
FROM first AS f
JOIN location AS l
  ON l.project_id = f.project_id AND l.phase = f.phase AND l.superseded_at = f.created_at AND l.id < f.id
ORDER BY l.id DESC
LIMIT 1
