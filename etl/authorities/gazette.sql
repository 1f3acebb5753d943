-- The areas of the current editions: level, code, Thai name, and the size in km2 of those above the tambon.
SELECT
  a.level, a.code, a.name_th,
  CASE WHEN a.level <> 'tambon' THEN ST_Area(a.geom::geography) / 1e6 END AS km2
FROM current_area AS a
ORDER BY a.code
