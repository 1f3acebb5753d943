-- How much of a shape there is, and how much of it lies within an authority's own boundary, or within the areas that
-- stand for its territory: metres of a line, square metres of an area, a count of points.
-- Values: shape (WKB in EPSG:4326), authority (its id), areas (ids).
WITH shape AS (SELECT ST_GeomFromWKB(%(shape)s, 4326) AS geom),
pieces AS (
  SELECT a.boundary AS geom FROM authority AS a WHERE a.id = %(authority)s AND a.boundary IS NOT NULL
  UNION ALL
  SELECT p.geom FROM area_piece AS p WHERE p.area_id = ANY (%(areas)s::bigint[])
),
parts AS (
  SELECT s.geom, false AS inside FROM shape AS s
  UNION ALL
  SELECT ST_Intersection(p.geom, s.geom), true FROM shape AS s JOIN pieces AS p ON ST_Intersects(p.geom, s.geom)
),
sizes AS (
  SELECT p.inside, CASE ST_Dimension(s.geom)
    WHEN 2 THEN ST_Area(p.geom::geography) WHEN 1 THEN ST_Length(p.geom::geography)
    ELSE ST_NumGeometries(p.geom) END AS size
  FROM parts AS p CROSS JOIN shape AS s
)
SELECT
  coalesce(sum(size) FILTER (WHERE NOT inside), 0) AS whole, coalesce(sum(size) FILTER (WHERE inside), 0) AS inside
FROM sizes
