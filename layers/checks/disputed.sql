-- Places in force that somebody said are wrong. A place taken back to a disputed shape is disputed again.
WITH standing AS (
  SELECT DISTINCT d.id, d.project_id, d.reason, d.created_at, d.created_by, l.phase
  FROM place_dispute AS d
  JOIN checked AS c ON c.id = d.project_id AND c.asked
  JOIN location AS w ON w.id = d.location_id
  JOIN location AS l ON l.project_id = w.project_id AND l.phase = w.phase AND l.superseded_at IS NULL
    AND ST_OrderingEquals(l.geom, w.geom)
)
SELECT
  s.project_id, NULL::bigint AS other_id,
  jsonb_build_object(
    'count', count(*),
    'words', jsonb_agg(
      jsonb_build_object('reason', s.reason, 'by', account_name(s.created_by), 'at', s.created_at, 'phase', s.phase)
      ORDER BY s.id DESC)) AS figures,
  md5(string_agg(s.id::text, ',' ORDER BY s.id))::uuid AS basis
FROM standing AS s
GROUP BY s.project_id
