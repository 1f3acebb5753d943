-- The province at each place, in their order, NULL where there is none.
-- Slot: level, whose current edition decides. Values: lons, lats in EPSG:4326.
SELECT left(f.code, 2) AS province_code
FROM unnest(%(lons)s::float8[], %(lats)s::float8[]) WITH ORDINALITY AS p (lon, lat, n)
LEFT JOIN LATERAL (
  SELECT a.code FROM area_piece AS a
  WHERE a.is_current AND a.level = {level} AND ST_Intersects(a.geom, ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326))
  ORDER BY a.code
  LIMIT 1
) AS f ON true
ORDER BY p.n
