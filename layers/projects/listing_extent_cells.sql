-- The cells of zoom 11 that have published projects: their outermost columns and rows, null where there are none.
-- Values: fiscal_year (C.E., or null for all).
SELECT min(x) AS west, max(x) AS east, min(y) AS north, max(y) AS south
FROM project_cell
WHERE level = 11 AND facet = '' AND value = ''
  AND plan + approved + contracted + paying + finished + stopped > 0
  AND (%(fiscal_year)s::smallint IS NULL OR fiscal_year = %(fiscal_year)s)
