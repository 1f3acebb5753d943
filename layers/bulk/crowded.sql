-- The points, to a metre, on which many rows of a table place projects of one authority: lines in order.
-- Slot: rows. Values: table, many.
SELECT
  f.authority_id, round(ST_X(s.geom)::numeric, 5)::float8 AS lon, round(ST_Y(s.geom)::numeric, 5)::float8 AS lat,
  array_agg(s.line ORDER BY s.line) AS lines
FROM ({rows}) AS s
JOIN visible_project AS f ON f.project_id = s.project_id
WHERE s.state IN ('ready', 'moves', 'changed', 'same', 'saved') AND GeometryType(s.geom) = 'POINT'
GROUP BY f.authority_id, lon, lat
HAVING count(*) >= %(many)s
ORDER BY lines
