-- The areas of a level in a tile, generalised for its zoom.
-- Slots: columns. Values: level, shape_zoom, west, south, east, north (metres of the tile), buffer (of its grid).
SELECT
  f.code::integer AS feature_id, {columns},
  ST_AsMVTGeom(s.geom, t.tile, 4096, %(buffer)s::integer, true) AS geom
FROM (
  SELECT
    e.tile, ST_Expand(e.tile, (ST_XMax(e.tile) - ST_XMin(e.tile)) * %(buffer)s::integer / 4096) AS around
  FROM (
    SELECT ST_MakeEnvelope(%(west)s::float8, %(south)s::float8, %(east)s::float8, %(north)s::float8, 3857) AS tile
  ) AS e
) AS t
JOIN area_shape AS s
  ON s.is_current AND s.level = %(level)s AND s.zoom = %(shape_zoom)s::smallint AND s.geom && t.around
JOIN area AS f ON f.id = s.area_id
