-- Matched rows whose reference an earlier row of the same authority and year has: row, reference, the earlier row.
SELECT
  m.row, m.reference,
  (SELECT min(l.row) FROM loaded_key AS l
   WHERE l.authority_id = m.authority_id AND l.fiscal_year = m.fiscal_year AND l.key = m.key) AS first_row
FROM matched_project AS m
WHERE m.reference IS NOT NULL AND m.nth > 1
ORDER BY m.row
