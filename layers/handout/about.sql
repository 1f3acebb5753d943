-- What a handout says of its figures: one row.
-- Values: area (the code asked for, or null).
SELECT
  now() AS taken_at,
  (SELECT name_th FROM current_area WHERE code = %(area)s) AS name_th,
  (SELECT coalesce(name_en, name_th) FROM current_area WHERE code = %(area)s) AS name_en,
  ARRAY(
    SELECT DISTINCT source || ' (' || licence || ')' FROM area_edition WHERE is_current ORDER BY 1
  ) AS sources,
  EXISTS (SELECT FROM authority WHERE is_demo) OR EXISTS (SELECT FROM public_project WHERE is_demo) AS demo
