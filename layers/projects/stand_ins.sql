-- What points stand in for, in their order: the office of their authority, the middle of an area that they lie in, or null.
-- Values: authorities (ids), lon, lat (degrees), an entry a point; within_m (metres).
WITH spot AS MATERIALIZED (
  SELECT s.at, s.authority_id, ST_SetSRID(ST_MakePoint(s.lon, s.lat), 4326) AS geom
  FROM unnest(%(authorities)s::integer[], %(lon)s::float8[], %(lat)s::float8[])
    WITH ORDINALITY AS s (authority_id, lon, lat, at)
),
inside AS MATERIALIZED (
  SELECT s.at, s.geom, c.code
  FROM spot AS s
  CROSS JOIN LATERAL area_of(s.geom) AS h
  CROSS JOIN LATERAL (VALUES (h.tambon_code), (h.amphoe_code), (h.province_code)) AS c (code)
  WHERE c.code IS NOT NULL
),
middle AS MATERIALIZED (
  SELECT a.code, m.geom
  FROM current_area AS a
  CROSS JOIN LATERAL (VALUES (ST_Centroid(a.geom)), (ST_PointOnSurface(a.geom))) AS m (geom)
  WHERE a.code IN (SELECT i.code FROM inside AS i)
)
SELECT
  CASE
    WHEN ST_DWithin(u.office::geography, s.geom::geography, %(within_m)s) THEN 'office'
    WHEN EXISTS (
      SELECT FROM inside AS i JOIN middle AS m ON m.code = i.code
      WHERE i.at = s.at AND ST_DWithin(m.geom::geography, s.geom::geography, %(within_m)s)) THEN 'centroid' END AS stands_in
FROM spot AS s
LEFT JOIN authority AS u ON u.id = s.authority_id
ORDER BY s.at
