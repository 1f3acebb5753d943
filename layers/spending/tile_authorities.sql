-- Local authorities in a tile with their sums in baht: the boundary where it is known, else the areas that they cover
-- wholly, else a point. Those of a whole province, and all at low zooms, are points: they would hide the others.
-- `place` says which it is. Slots: columns (of f).
-- Values: area, authority (code; null for all), shape_zoom, west, south, east, north (metres of the tile), buffer (of
-- its grid), shaped (whether shapes are drawn), tolerance (degrees), and arrays: keys (ids), places, xs, ys (metres),
-- counts, approved, contracted, paid, remaining (null where nothing is recorded).
WITH told AS MATERIALIZED (
  SELECT m.*, a.type, a.name_th, a.name_en, a.code
  FROM unnest(
    %(keys)s::int4[], %(places)s::text[], %(xs)s::float8[], %(ys)s::float8[], %(counts)s::int8[], %(approved)s::float8[],
    %(contracted)s::float8[], %(paid)s::float8[], %(remaining)s::float8[]
  ) AS m (id, place, x, y, count, approved, contracted, paid, remaining)
  JOIN current_authority AS a ON a.id = m.id
  WHERE m.count IS NOT NULL OR (
    (%(area)s::text IS NULL OR starts_with(coalesce(a.amphoe_code, a.province_code), %(area)s::text)
      OR starts_with(%(area)s::text, coalesce(a.amphoe_code, a.province_code)))
    AND (%(authority)s::text IS NULL OR a.code = %(authority)s::text))
),
covered AS MATERIALIZED (
  SELECT w.id, (
    SELECT ST_Union(s.geom)
    FROM authority_coverage AS v
    JOIN area AS r ON r.code = v.area_code
    JOIN area_shape AS s ON s.area_id = r.id AND s.is_current AND s.zoom = %(shape_zoom)s::int2
    WHERE v.authority_id = w.id AND v.extent = 'whole' AND v.valid_from <= current_date AND v.valid_to > current_date
  ) AS shape
  FROM told AS w
  WHERE %(shaped)s AND w.type <> 'pao'
),
shaped AS (
  SELECT
    w.*,
    CASE WHEN b.boundary IS NOT NULL THEN 'boundary' WHEN c.shape IS NOT NULL THEN 'areas' ELSE w.place END AS drawn,
    coalesce(
      ST_Transform(ST_SimplifyPreserveTopology(b.boundary, %(tolerance)s::float8), 3857), c.shape,
      ST_SetSRID(ST_MakePoint(w.x, w.y), 3857)) AS shape
  FROM told AS w
  LEFT JOIN authority AS b ON b.id = w.id AND %(shaped)s AND b.type <> 'pao' AND b.boundary IS NOT NULL
  LEFT JOIN covered AS c ON c.id = w.id
)
SELECT f.id::bigint AS feature_id, {columns}, f.geom
FROM (
  SELECT
    s.id, s.code, s.name_th, s.name_en, s.drawn AS place, coalesce(s.count, 0) AS count,
    coalesce(s.approved, 0) AS approved, coalesce(s.contracted, 0) AS contracted, coalesce(s.paid, 0) AS paid,
    coalesce(s.remaining, 0) AS remaining,
    CASE
      WHEN ST_Dimension(s.shape) = 2 THEN ST_AsMVTGeom(s.shape, t.tile, 4096, %(buffer)s::int4, true)
      WHEN s.x >= %(west)s::float8 - %(around)s::float8 AND s.x < %(east)s::float8 + %(around)s::float8
        AND s.y > %(south)s::float8 - %(around)s::float8 AND s.y <= %(north)s::float8 + %(around)s::float8
        THEN ST_MakePoint(
          floor((s.x - %(west)s::float8) / (%(east)s::float8 - %(west)s::float8) * 4096),
          floor((%(north)s::float8 - s.y) / (%(north)s::float8 - %(south)s::float8) * 4096))
    END AS geom
  FROM shaped AS s
  CROSS JOIN (
    SELECT ST_MakeEnvelope(%(west)s::float8, %(south)s::float8, %(east)s::float8, %(north)s::float8, 3857) AS tile
  ) AS t
) AS f
WHERE f.geom IS NOT NULL
