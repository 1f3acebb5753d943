-- What is told of a layer's tiles: the box in degrees around the areas that are drawn, null where none are loaded;
-- where projects have ever been, as squares of zoom 8; and whose the boundaries are.
-- Values: levels (of the areas drawn).
SELECT
  ST_XMin(b.box) AS west, ST_YMin(b.box) AS south, ST_XMax(b.box) AS east, ST_YMax(b.box) AS north,
  r.first_x, r.last_x, r.first_y, r.last_y,
  ARRAY(
    SELECT DISTINCT concat_ws(', ', e.source, e.licence)
    FROM area_edition AS e
    WHERE e.is_current AND e.level = ANY(%(levels)s::text[])
    ORDER BY 1
  ) AS sources
FROM (
  SELECT ST_Transform(ST_SetSRID(ST_Extent(s.geom)::geometry, 3857), 4326) AS box
  FROM area_shape AS s
  WHERE s.is_current AND s.zoom = 0 AND s.level = ANY(%(levels)s::text[])
) AS b
CROSS JOIN (
  SELECT min(x) AS first_x, max(x) AS last_x, min(y) AS first_y, max(y) AS last_y
  FROM region_version WHERE layer = 'projects'
) AS r
