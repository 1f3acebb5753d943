-- What becomes of the matched rows: numbers of rows by what becomes of them, and the sums they state.
SELECT
  count(*) FILTER (WHERE known_id IS NULL) AS inserted,
  count(*) FILTER (WHERE changed) AS updated,
  count(*) FILTER (WHERE known_id IS NOT NULL AND NOT changed) AS unchanged,
  count(geom) AS placed,
  coalesce(sum(approved), 0) AS approved,
  coalesce(sum(contracted), 0) AS contracted,
  coalesce(sum(paid), 0) AS paid
FROM matched_project
