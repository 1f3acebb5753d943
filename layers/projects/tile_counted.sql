-- The projects in a tile counted by cell and stage. Slots: which (a condition on f).
-- Values: cell_shift (levels from 15 to the cells), first_x, last_x, first_y, last_y (cells of level 15),
-- and the tile in degrees: min_lon, min_lat, max_lon, max_lat.
SELECT
  f.cell_x >> %(cell_shift)s::int4 AS bx, f.cell_y >> %(cell_shift)s::int4 AS by, f.stage,
  count(*) AS n, sum(f.approved) * 100 AS satang,
  -- The middle of their degrees: in so small a cell that is their middle on the map, and quickly found.
  count(*) * ((avg(ST_X(f.point)) + 180) / 360 * 8388608) AS east,
  count(*) * ((1 - asinh(tan(radians(avg(ST_Y(f.point))))) / pi()) / 2 * 8388608) AS south
FROM public_project AS f
WHERE f.point && ST_MakeEnvelope(%(min_lon)s::float8, %(min_lat)s::float8, %(max_lon)s::float8, %(max_lat)s::float8, 4326)
  AND f.cell_x BETWEEN %(first_x)s::int4 AND %(last_x)s::int4 AND f.cell_y BETWEEN %(first_y)s::int4 AND %(last_y)s::int4
  AND {which}
GROUP BY 1, 2, 3
