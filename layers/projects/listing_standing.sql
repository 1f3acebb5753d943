-- What the frame says of the data: the fiscal years there are (C.E., newest first), and whether it is a demonstration.
WITH RECURSIVE year AS (
  (SELECT fiscal_year FROM spending ORDER BY fiscal_year DESC LIMIT 1)
  UNION ALL
  SELECT (SELECT s.fiscal_year FROM spending AS s WHERE s.fiscal_year < y.fiscal_year ORDER BY s.fiscal_year DESC LIMIT 1)
  FROM year AS y WHERE y.fiscal_year IS NOT NULL
)
SELECT
  array(SELECT fiscal_year FROM year WHERE fiscal_year IS NOT NULL ORDER BY fiscal_year DESC) AS years,
  EXISTS (SELECT FROM current_authority WHERE is_demo) AS is_demo
