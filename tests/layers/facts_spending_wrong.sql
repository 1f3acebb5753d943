-- Sums of spending that the published facts do not say; none when all is well. A sum of nothing may be left over.
WITH truth AS (
  SELECT
    authority_id, fiscal_year, located, in_area, province_code, coalesce(amphoe_code, '') AS amphoe_code,
    coalesce(tambon_code, '') AS tambon_code, count(*)::integer, sum(approved), sum(contracted), sum(paid)
  FROM project_fact
  WHERE published
  GROUP BY 1, 2, 3, 4, 5, 6, 7
),
kept AS (
  SELECT
    authority_id, fiscal_year, located, in_area, province_code, amphoe_code, tambon_code, count, approved, contracted, paid
  FROM spending
  WHERE (count, approved, contracted, paid) <> (0, 0, 0, 0)
)
SELECT to_jsonb(w) AS wrong
FROM ((TABLE kept EXCEPT TABLE truth) UNION ALL (TABLE truth EXCEPT TABLE kept)) AS w
