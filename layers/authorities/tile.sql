-- The local authorities in a tile: at the office where its coordinate is trusted, otherwise at a point inside the
-- amphoe, or the province where the amphoe has no shape. `place` says which.
-- Slots: columns. Values: label_zoom, west, south, east, north (metres, the margin included), min_lon, min_lat,
-- max_lon, max_lat (the same in degrees), across (tiles around the world at this zoom), x, y (of the tile), margin.
WITH homes AS MATERIALIZED (
  SELECT s.area_id, s.level, s.code
  FROM area_shape AS s
  WHERE s.is_current AND s.level IN ('province', 'amphoe') AND s.zoom = %(label_zoom)s::int2
    AND s.geom && ST_MakeEnvelope(%(west)s::float8, %(south)s::float8, %(east)s::float8, %(north)s::float8, 3857)
),
lost AS MATERIALIZED (
  SELECT a.id, a.amphoe_code, a.province_code FROM authority AS a WHERE a.office IS NULL
),
homeless AS MATERIALIZED (
  SELECT a.id, h.area_id, h.level AS place
  FROM lost AS a JOIN homes AS h ON h.code = a.amphoe_code
  UNION ALL
  SELECT a.id, h.area_id, h.level
  FROM lost AS a JOIN homes AS h ON h.code = a.province_code
  WHERE NOT EXISTS (
    SELECT FROM area AS r JOIN area_edition AS e ON e.id = r.edition_id
    WHERE r.code = a.amphoe_code AND e.is_current)
),
standing AS MATERIALIZED (
  SELECT a.id, 'office' AS place, a.office AS point
  FROM authority AS a
  WHERE a.office && ST_MakeEnvelope(
    %(min_lon)s::float8, %(min_lat)s::float8, %(max_lon)s::float8, %(max_lat)s::float8, 4326)
  UNION ALL
  SELECT o.id, o.place, ST_Transform(ST_PointOnSurface(s.geom), 4326)
  FROM homeless AS o
  JOIN area_shape AS s ON s.area_id = o.area_id AND s.zoom = %(label_zoom)s::int2
),
f AS MATERIALIZED (
  SELECT
    a.*, p.place,
    floor(((ST_X(p.point) + 180) / 360 * %(across)s::float8 - %(x)s::float8) * 4096)::int4 AS px,
    floor(((1 - asinh(tan(radians(ST_Y(p.point)))) / pi()) / 2 * %(across)s::float8 - %(y)s::float8) * 4096)::int4 AS py
  FROM standing AS p
  JOIN current_authority AS a ON a.id = p.id
)
SELECT f.id::bigint AS feature_id, {columns}, ST_MakePoint(f.px, f.py) AS geom
FROM f
WHERE f.px >= -%(margin)s::int4 AND f.px < 4096 + %(margin)s::int4
  AND f.py >= -%(margin)s::int4 AND f.py < 4096 + %(margin)s::int4
