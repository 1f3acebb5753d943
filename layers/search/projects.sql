-- Published projects whose reference begins with a text, or whose title has it; the newest first.
-- Values: reference (a LIKE pattern), title (a LIKE pattern), limit.
SELECT f.project_id AS id, f.title, f.reference, f.stage, f.fiscal_year, a.label_th AS authority_th,
  ST_X(f.point) AS lon, ST_Y(f.point) AS lat
FROM (
  SELECT * FROM public_project AS p
  WHERE p.reference LIKE %(reference)s OR p.title LIKE %(title)s
  ORDER BY p.project_id DESC
  LIMIT %(limit)s
) AS f
LEFT JOIN current_authority AS a ON a.id = f.authority_id
ORDER BY f.project_id DESC
