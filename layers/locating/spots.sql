-- The areas at some points, and how far each is from what is wanted there, in metres on the ellipsoid: 0 inside, null
-- where nothing is wanted. One row a point, `at` counting from 1.
-- Values: lon, lat (degrees, EPSG:4326), wanted (a number a point, null for nothing); and what these numbers stand
-- for: area_wanted with area (ids), authority_wanted with authority (ids), whose own boundaries count.
WITH spot AS (
  SELECT s.at, s.wanted, ST_SetSRID(ST_MakePoint(s.lon, s.lat), 4326) AS geom
  FROM unnest(%(lon)s::float8[], %(lat)s::float8[], %(wanted)s::integer[])
    WITH ORDINALITY AS s (lon, lat, wanted, at)
),
shape AS MATERIALIZED (
  SELECT w.wanted, p.geom
  FROM unnest(%(area_wanted)s::integer[], %(area)s::bigint[]) AS w (wanted, area_id)
  JOIN area_piece AS p ON p.area_id = w.area_id
  UNION ALL
  SELECT w.wanted, (ST_Dump(a.boundary)).geom
  FROM unnest(%(authority_wanted)s::integer[], %(authority)s::integer[]) AS w (wanted, authority_id)
  JOIN authority AS a ON a.id = w.authority_id AND a.boundary IS NOT NULL
)
SELECT s.at, h.tambon_code, h.amphoe_code, h.province_code, d.distance_m
FROM spot AS s
CROSS JOIN LATERAL area_of(s.geom) AS h
LEFT JOIN LATERAL (
  SELECT CASE
    WHEN bool_or(ST_Intersects(n.geom, s.geom)) THEN 0
    ELSE min(ST_Distance(n.geom::geography, s.geom::geography))
  END AS distance_m
  FROM (SELECT x.geom FROM shape AS x WHERE x.wanted = s.wanted ORDER BY x.geom <-> s.geom LIMIT 5) AS n
) AS d ON s.wanted IS NOT NULL
ORDER BY s.at
