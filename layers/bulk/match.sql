-- Find the project of each row of a table: by the system's own number, else by its reference, else by its title; within a
-- fiscal year where the row says one. Of rows about one project none is taken.
-- Slot: seats, those that the acting account may pin (f). Values: table, authority (a code, or null).
WITH mine AS MATERIALIZED (
  SELECT f.project_id, f.fiscal_year, bulk_key(f.reference) AS reference, bulk_key(f.title) AS title
  FROM visible_project AS f
  WHERE {seats} AND (NOT (SELECT acting_is_admin())
    OR f.authority_id = (SELECT c.id FROM current_authority AS c WHERE c.code = %(authority)s))
),
wanted AS MATERIALIZED (
  SELECT r.line, btrim(r.text) <> '' AS written, r.system_id, r.fiscal_year, bulk_key(r.reference) AS reference, bulk_key(r.title) AS title
  FROM bulk_row AS r WHERE r.table_id = %(table)s
),
found AS (
  SELECT w.line, m.project_id, 1 AS way FROM wanted AS w JOIN mine AS m ON m.project_id = w.system_id
  UNION ALL
  SELECT w.line, m.project_id, 2 FROM wanted AS w JOIN mine AS m ON m.reference = w.reference
  WHERE coalesce(w.fiscal_year = m.fiscal_year, true)
  UNION ALL
  SELECT w.line, m.project_id, 3 FROM wanted AS w JOIN mine AS m ON m.title = w.title
  WHERE coalesce(w.fiscal_year = m.fiscal_year, true)
),
best AS (
  SELECT f.line, min(f.project_id) AS project_id, count(DISTINCT f.project_id) AS projects
  FROM (SELECT f.*, rank() OVER (PARTITION BY f.line ORDER BY f.way) AS rank FROM found AS f) AS f
  WHERE f.rank = 1
  GROUP BY f.line
),
told AS (
  SELECT
    w.line, CASE WHEN b.projects = 1 THEN b.project_id END AS project_id,
    CASE
      WHEN coalesce(w.system_id::text, w.reference, w.title) IS NULL THEN 'no-key'
      WHEN b.projects IS NULL THEN 'none'
      WHEN b.projects > 1 THEN 'several'
      WHEN count(*) FILTER (WHERE b.projects = 1 AND w.written) OVER (PARTITION BY b.project_id) > 1 THEN 'doubled'
      ELSE 'project' END AS matched
  FROM wanted AS w LEFT JOIN best AS b ON b.line = w.line
)
UPDATE bulk_row AS r SET project_id = t.project_id, matched = t.matched
FROM told AS t
WHERE r.table_id = %(table)s AND r.line = t.line
