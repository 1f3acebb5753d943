-- Cells of a tile of low zoom added up from the sums that are kept: those of a level between two columns.
-- Slots: sums (plan … stopped, satang, middle_x, middle_y), also (a condition). Values: level, shift (levels from the kept cells to the
-- wanted ones), facet, left, right, top, bottom (first and last x and y of the kept cells).
SELECT k.x >> %(shift)s::int4 AS bx, k.y >> %(shift)s::int4 AS by, {sums}
FROM project_cell AS k
WHERE k.level = %(level)s::int2 AND k.facet = %(facet)s AND k.x BETWEEN %(left)s::int4 AND %(right)s::int4
  AND k.y BETWEEN %(top)s::int4 AND %(bottom)s::int4 AND {also}
GROUP BY 1, 2
