-- How far a point is, in metres, from an authority's own boundary, or from areas that stand for its territory:
-- 0 inside, null where neither is known. Values: lon, lat (degrees), authority (its id), areas (ids).
WITH place AS (SELECT ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326) AS geom),
shapes AS (
  SELECT a.boundary AS geom FROM authority AS a WHERE a.id = %(authority)s AND a.boundary IS NOT NULL
  UNION ALL
  SELECT p.geom FROM area_piece AS p WHERE p.area_id = ANY (%(areas)s::bigint[])
)
SELECT CASE
  WHEN bool_or(ST_Intersects(s.geom, place.geom)) THEN 0
  ELSE (
    SELECT min(ST_Distance(n.geom::geography, place.geom::geography))
    FROM (SELECT shapes.geom FROM shapes, place AS p ORDER BY shapes.geom <-> p.geom LIMIT 5) AS n
  ) END AS distance_m
FROM shapes AS s, place
GROUP BY place.geom
