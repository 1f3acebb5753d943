-- Cells of the grid that the published facts do not say, by stage; none when all is well.
WITH kind (level, facet) AS (
  VALUES (15, ''), (13, ''), (11, ''), (11, 'programme'), (11, 'category'), (11, 'source'), (11, 'area')
),
centre AS (
  SELECT
    k.level, f.cell_x >> (15 - k.level) AS x, f.cell_y >> (15 - k.level) AS y, f.fiscal_year,
    sum(column_of(f.point)) AS east, sum(row_of(f.point)) AS south
  FROM project_fact AS f CROSS JOIN kind AS k
  WHERE f.published AND f.point IS NOT NULL AND k.facet = ''
  GROUP BY 1, 2, 3, 4
),
kept_centre AS (
  SELECT level::integer, x, y, fiscal_year, east::numeric, south::numeric
  FROM project_cell
  WHERE facet = '' AND plan + approved + contracted + paying + finished + stopped > 0
),
truth AS (
  SELECT
    k.level, k.facet,
    CASE k.facet
      WHEN 'programme' THEN f.programme WHEN 'category' THEN f.category WHEN 'source' THEN f.source
      WHEN 'area' THEN coalesce(f.amphoe_code, f.province_code) ELSE '' END AS value,
    f.cell_x >> (15 - k.level) AS x, f.cell_y >> (15 - k.level) AS y, f.fiscal_year::integer, f.stage,
    count(*) AS projects, sum(f.approved * 100) AS satang
  FROM project_fact AS f CROSS JOIN kind AS k
  WHERE f.published AND f.point IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6, 7
),
kept AS (
  SELECT c.level::integer, c.facet, c.value, c.x, c.y, c.fiscal_year::integer, s.stage, s.projects::bigint, s.satang::numeric
  FROM project_cell AS c
  CROSS JOIN LATERAL (VALUES
    ('plan', plan, plan_satang), ('approved', approved, approved_satang), ('contracted', contracted, contracted_satang),
    ('paying', paying, paying_satang), ('finished', finished, finished_satang), ('stopped', stopped, stopped_satang)
  ) AS s (stage, projects, satang)
  WHERE s.projects <> 0 OR s.satang <> 0
)
SELECT to_jsonb(w) AS wrong
FROM (
  (TABLE kept EXCEPT SELECT * FROM truth WHERE value IS NOT NULL)
  UNION ALL
  (SELECT * FROM truth WHERE value IS NOT NULL EXCEPT TABLE kept)
) AS w
UNION ALL
SELECT to_jsonb(w) FROM ((TABLE kept_centre EXCEPT TABLE centre) UNION ALL (TABLE centre EXCEPT TABLE kept_centre)) AS w
