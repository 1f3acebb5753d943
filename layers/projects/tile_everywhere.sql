-- The projects of the whole country counted by cell of level 11 and stage. Slots: which (a condition on f).
SELECT
  f.cell_x >> 4 AS x, f.cell_y >> 4 AS y, f.stage, count(*) AS n, (sum(f.approved) * 100)::bigint AS satang,
  -- The middle of their degrees: in so small a cell that is their middle on the map, and quickly found.
  (count(*) * ((avg(ST_X(f.point)) + 180) / 360 * 8388608))::bigint AS east,
  (count(*) * ((1 - asinh(tan(radians(avg(ST_Y(f.point))))) / pi()) / 2 * 8388608))::bigint AS south
FROM public_project AS f
WHERE f.point IS NOT NULL AND f.cell_x IS NOT NULL AND f.cell_y IS NOT NULL AND {which}
GROUP BY 1, 2, 3
