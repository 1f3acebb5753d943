-- Cells from one row for each cell and stage. Slots: counted (bx, by, stage, n, satang, east, south).
SELECT
  bx, by,
  coalesce(sum(n) FILTER (WHERE stage = 'plan'), 0) AS plan,
  coalesce(sum(n) FILTER (WHERE stage = 'approved'), 0) AS approved,
  coalesce(sum(n) FILTER (WHERE stage = 'contracted'), 0) AS contracted,
  coalesce(sum(n) FILTER (WHERE stage = 'paying'), 0) AS paying,
  coalesce(sum(n) FILTER (WHERE stage = 'finished'), 0) AS finished,
  coalesce(sum(n) FILTER (WHERE stage = 'stopped'), 0) AS stopped,
  sum(satang) AS satang, sum(east) / sum(n) AS middle_x, sum(south) / sum(n) AS middle_y
FROM ({counted}) AS counted
GROUP BY bx, by
