-- Cells of a tile added up from the sums that are kept: one short index scan for each column of kept cells.
-- Slots: sums (plan … stopped, satang, middle_x, middle_y), also (a condition). Values: level, shift (levels from the kept cells to the
-- wanted ones), facet, left, right, top, bottom (first and last x and y of the kept cells).
SELECT k.x >> %(shift)s::int4 AS bx, k.y >> %(shift)s::int4 AS by, {sums}
FROM generate_series(%(left)s::int4, %(right)s::int4) AS c (x)
-- Not to be merged with the rest: a plan for values yet unknown would read every column.
CROSS JOIN LATERAL (
  SELECT * FROM project_cell AS k
  WHERE k.level = %(level)s::int2 AND k.facet = %(facet)s AND k.x = c.x
    AND k.y BETWEEN %(top)s::int4 AND %(bottom)s::int4 AND {also}
  OFFSET 0
) AS k
GROUP BY 1, 2
