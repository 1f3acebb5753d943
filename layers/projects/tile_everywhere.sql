-- The projects of the whole country counted by cell of level 11 and stage. Slots: which (a condition on f).
SELECT
  f.cell_x >> 4 AS x, f.cell_y >> 4 AS y, f.stage, count(*) AS n, (sum(f.approved) * 100)::bigint AS satang,
  sum(column_of(f.point))::bigint AS east, sum(row_of(f.point))::bigint AS south
FROM public_project AS f
WHERE f.point IS NOT NULL AND f.cell_x IS NOT NULL AND f.cell_y IS NOT NULL AND {which}
GROUP BY 1, 2, 3
