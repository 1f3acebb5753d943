-- Where the areas of a level are: a box around each, in metres, that holds its shapes of all zooms. Values: level.
SELECT
  s.code AS key, NULL::text AS place, NULL::float8 AS x, NULL::float8 AS y,
  min(ST_XMin(s.geom)) AS west, min(ST_YMin(s.geom)) AS south, max(ST_XMax(s.geom)) AS east, max(ST_YMax(s.geom)) AS north
FROM area_shape AS s
WHERE s.is_current AND s.level = %(level)s
GROUP BY s.code
