-- The lines within a box to which drawings are drawn: of the tambons there (of the amphoe where no tambon is loaded), and
-- of the authority's own boundary. Values: west, south, east, north (degrees), authority (its id).
WITH box AS (SELECT ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4326) AS geom),
near AS (
  SELECT a.level, a.name_th, a.name_en, a.geom
  FROM box JOIN area AS a ON a.geom && box.geom JOIN area_edition AS e ON e.id = a.edition_id AND e.is_current
  WHERE a.level IN ('tambon', 'amphoe')
),
shapes AS (
  SELECT n.name_th, n.name_en, n.geom FROM near AS n
  WHERE n.level = 'tambon' OR NOT EXISTS (SELECT FROM near AS t WHERE t.level = 'tambon')
  UNION ALL
  SELECT u.label_th, u.label_en, u.boundary FROM authority AS u WHERE u.id = %(authority)s AND u.boundary IS NOT NULL
)
SELECT s.name_th, s.name_en, ST_AsGeoJSON(l.geom, 7) AS geometry
FROM shapes AS s CROSS JOIN box
CROSS JOIN LATERAL (SELECT ST_CollectionExtract(ST_Intersection(ST_Boundary(s.geom), box.geom), 2) AS geom) AS l
WHERE NOT ST_IsEmpty(l.geom)
LIMIT 100
