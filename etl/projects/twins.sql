-- Rows whose reference an earlier row of the same authority and year has: row, reference, and the earlier row.
SELECT row, reference, first_row
FROM (
  SELECT row, reference, source_key,
    first_value(row) OVER w AS first_row, row_number() OVER w AS nth
  FROM matched_project
  WHERE reference IS NOT NULL
  WINDOW w AS (PARTITION BY authority_id, fiscal_year, source_key ORDER BY row)
) AS t
WHERE nth > 1
ORDER BY row
