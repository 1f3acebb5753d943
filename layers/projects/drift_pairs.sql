-- The drift of each pair of places in force, in metres, and the line that is so long as GeoJSON (null where there is no
-- drift); the greatest first. (The phases come in the order against their alphabet.)
-- Values: project.
SELECT
  a.phase AS earlier, b.phase AS later, round(w.metres::numeric, 1)::float8 AS metres,
  CASE WHEN w.metres > 0.05 THEN ST_AsGeoJSON(w.line, 7) END AS line
FROM visible_place AS a
JOIN visible_place AS b ON b.project_id = a.project_id AND b.phase < a.phase
CROSS JOIN LATERAL drift_way(a.geom, b.geom) AS w
WHERE a.project_id = %(project)s AND a.superseded_at IS NULL AND b.superseded_at IS NULL
ORDER BY metres DESC, a.phase DESC, b.phase DESC
