-- Some published projects as a search shows them, the newest first. Slots: which (a query of public_project).
SELECT f.project_id AS id, f.title, f.reference, f.stage, f.fiscal_year, a.label_th AS authority_th,
  ST_X(f.point) AS lon, ST_Y(f.point) AS lat
FROM ({which}) AS f
LEFT JOIN current_authority AS a ON a.id = f.authority_id
ORDER BY f.project_id DESC
