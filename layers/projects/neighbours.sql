-- The shapes of the projects around, as the acting account may know them, the nearest to the middle first.
-- Values: west, south, east, north (degrees), project (left out).
SELECT f.project_id AS id, f.title, f.fiscal_year, ST_AsGeoJSON(l.geom, 7) AS geometry
FROM (
  SELECT ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4326) AS geom
) AS box
JOIN public_project AS f ON f.point && ST_Expand(box.geom, %(east)s - %(west)s, %(north)s - %(south)s)
JOIN visible_place AS l ON l.id = f.location_id
WHERE f.project_id <> %(project)s AND l.geom && box.geom
ORDER BY f.point <-> ST_Centroid(box.geom)
LIMIT 200
