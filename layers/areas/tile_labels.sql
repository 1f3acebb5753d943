-- A point inside each area of a level to write its name at, in the one tile where the point is.
-- Values: level, label_zoom, west, south, east, north (metres of the tile).
SELECT
  f.code::integer AS feature_id, f.code, f.name_th, f.name_en,
  ST_MakePoint(floor(p.x)::integer, floor(p.y)::integer) AS geom
FROM (
  SELECT
    l.area_id,
    (ST_X(l.point) - %(west)s::float8) / (%(east)s::float8 - %(west)s::float8) * 4096 AS x,
    (%(north)s::float8 - ST_Y(l.point)) / (%(north)s::float8 - %(south)s::float8) * 4096 AS y
  FROM (
    SELECT s.area_id, ST_PointOnSurface(s.geom) AS point
    FROM area_shape AS s
    WHERE s.is_current AND s.level = %(level)s AND s.zoom = %(label_zoom)s::smallint
      AND s.geom && ST_MakeEnvelope(%(west)s::float8, %(south)s::float8, %(east)s::float8, %(north)s::float8, 3857)
  ) AS l
) AS p
JOIN area AS f ON f.id = p.area_id
WHERE p.x >= 0 AND p.x < 4096 AND p.y >= 0 AND p.y < 4096
