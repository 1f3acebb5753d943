-- Where the local authorities are, in metres: a point (the office, or one inside the amphoe or province that is known),
-- what the point is, and a box around it and what they are drawn as. Values: label_zoom.
WITH label AS MATERIALIZED (
  SELECT s.code, s.level, ST_PointOnSurface(s.geom) AS point
  FROM area_shape AS s
  WHERE s.is_current AND s.zoom = %(label_zoom)s::int2 AND s.code IN (
    SELECT a.amphoe_code FROM authority AS a WHERE a.office IS NULL
    UNION SELECT a.province_code FROM authority AS a WHERE a.office IS NULL)
),
covered AS (
  SELECT v.authority_id AS id, ST_Extent(s.geom)::geometry AS box
  FROM authority_coverage AS v
  JOIN area AS r ON r.code = v.area_code
  JOIN area_shape AS s ON s.area_id = r.id AND s.is_current
  WHERE v.extent = 'whole' AND v.valid_from <= current_date AND v.valid_to > current_date
  GROUP BY v.authority_id
),
standing AS (
  SELECT
    a.id, CASE WHEN a.office IS NOT NULL THEN 'office' ELSE coalesce(m.level, p.level) END AS place,
    coalesce(ST_Transform(a.office, 3857), m.point, p.point) AS point,
    CASE WHEN a.type <> 'pao' THEN coalesce(ST_Transform(ST_Envelope(a.boundary), 3857), ST_SetSRID(c.box, 3857)) END AS box
  FROM current_authority AS a
  LEFT JOIN label AS m ON a.office IS NULL AND m.code = a.amphoe_code
  LEFT JOIN label AS p ON a.office IS NULL AND p.code = a.province_code
  LEFT JOIN covered AS c ON c.id = a.id
)
SELECT
  id AS key, place, ST_X(point) AS x, ST_Y(point) AS y,
  least(ST_X(point), ST_XMin(box)) AS west, least(ST_Y(point), ST_YMin(box)) AS south,
  greatest(ST_X(point), ST_XMax(box)) AS east, greatest(ST_Y(point), ST_YMax(box)) AS north
FROM standing
WHERE point IS NOT NULL OR box IS NOT NULL
