-- Places in no area of the country, farther from the nearest than its line is good for, and whether they lie within the
-- coarse outlines of its seas; a fragment. Values: boundary_m, boundary_most_m.
SELECT
  c.id AS project_id, NULL::bigint AS other_id,
  jsonb_build_object(
    'distance_m', round(n.metres), 'tolerance_m', round(l.tolerance), 'area', a.code, 'source', e.source,
    'as_of', e.valid_from, 'simplified', l.tolerance > %(boundary_m)s) AS figures,
  md5(ST_AsText(c.point, 6) || a.id)::uuid AS basis, in_a_sea(c.point) AS at_sea
FROM (
  SELECT c.id, c.point FROM checked AS c
  WHERE c.asked AND NOT c.in_area AND c.point IS NOT NULL OFFSET 0
) AS c
CROSS JOIN LATERAL (
  SELECT p.area_id, ST_Distance(p.geom::geography, c.point::geography) AS metres
  FROM (
    SELECT p.area_id, p.geom FROM area_piece AS p
    WHERE p.is_current AND p.level = 'province' ORDER BY p.geom <-> c.point LIMIT 8) AS p
  ORDER BY 2 LIMIT 1
) AS n
JOIN area AS a ON a.id = n.area_id
JOIN area_edition AS e ON e.id = a.edition_id
CROSS JOIN LATERAL (
  SELECT greatest(%(boundary_m)s, least(vertex_spacing_m(a.geom) / 2, %(boundary_most_m)s)) AS tolerance) AS l
WHERE n.metres > l.tolerance
