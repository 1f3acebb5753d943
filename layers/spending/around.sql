-- What surrounds a question about spending: the areas that lead to the one asked for, from the whole down, and the
-- levels whose boundaries are loaded. One row. Values: area (its code, or null).
SELECT
  (
    SELECT coalesce(json_agg(json_build_object(
      'code', a.code, 'level', a.level, 'name_th', a.name_th, 'name_en', coalesce(a.name_en, a.name_th),
      'bounds', json_build_array(ST_XMin(a.geom), ST_YMin(a.geom), ST_XMax(a.geom), ST_YMax(a.geom))
    ) ORDER BY length(a.code)), '[]')
    FROM current_area AS a
    WHERE starts_with(%(area)s::text, a.code)
  ) AS path,
  (SELECT coalesce(array_agg(e.level), '{{}}') FROM area_edition AS e WHERE e.is_current) AS levels
