-- How many projects are in each cell of level 11.
SELECT x, y, sum(plan + approved + contracted + paying + finished + stopped)::int4 AS n
FROM project_cell
WHERE level = 11 AND facet = '' AND value = ''
GROUP BY x, y
