-- The areas of the current editions that a shape lies in, with how much of it lies in each: metres of a line, square
-- metres of an area, a count of points. The greatest first, five at most.
-- Values: shape (WKB in EPSG:4326), level.
SELECT p.code, a.name_th, a.name_en, sum(m.size) AS size
FROM (SELECT ST_GeomFromWKB(%(shape)s, 4326) AS geom) AS s
JOIN area_piece AS p ON p.is_current AND p.level = %(level)s AND ST_Intersects(p.geom, s.geom)
JOIN area AS a ON a.id = p.area_id
CROSS JOIN LATERAL (SELECT ST_Intersection(p.geom, s.geom) AS geom) AS part
CROSS JOIN LATERAL (
  SELECT CASE ST_Dimension(s.geom)
    WHEN 2 THEN ST_Area(part.geom::geography) WHEN 1 THEN ST_Length(part.geom::geography)
    ELSE ST_NumGeometries(part.geom) END AS size
) AS m
GROUP BY p.code, a.name_th, a.name_en
ORDER BY size DESC, p.code
LIMIT 5
