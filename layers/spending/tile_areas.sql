-- The areas of a level in a tile with their sums in baht, zero where nothing is recorded.
-- Slots: columns (of f). Values: level, area (code, or null for all), shape_zoom, west, south, east, north (metres of the
-- tile), buffer (of its grid), and arrays: keys (codes), counts, approved, contracted, paid.
SELECT
  f.code::integer AS feature_id, {columns},
  ST_AsMVTGeom(f.shape, f.tile, 4096, %(buffer)s::int4, true) AS geom
FROM (
  SELECT
    a.code, a.name_th, a.name_en, s.geom AS shape, t.tile,
    coalesce(m.count, 0) AS count, coalesce(m.approved, 0) AS approved, coalesce(m.contracted, 0) AS contracted,
    coalesce(m.paid, 0) AS paid, coalesce(m.remaining, 0) AS remaining
  FROM (
    SELECT
      e.tile, ST_Expand(e.tile, (ST_XMax(e.tile) - ST_XMin(e.tile)) * %(buffer)s::int4 / 4096) AS around
    FROM (
      SELECT ST_MakeEnvelope(%(west)s::float8, %(south)s::float8, %(east)s::float8, %(north)s::float8, 3857) AS tile
    ) AS e
  ) AS t
  JOIN area_shape AS s
    ON s.is_current AND s.level = %(level)s AND s.zoom = %(shape_zoom)s::int2 AND s.geom && t.around
  JOIN area AS a ON a.id = s.area_id
  LEFT JOIN unnest(
    %(keys)s::text[], %(counts)s::int8[], %(approved)s::float8[], %(contracted)s::float8[], %(paid)s::float8[],
    %(remaining)s::float8[]
  ) AS m (code, count, approved, contracted, paid, remaining) ON m.code = a.code
  WHERE %(area)s::text IS NULL OR starts_with(a.code, %(area)s::text) OR starts_with(%(area)s::text, a.code)
) AS f
