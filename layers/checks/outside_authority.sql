-- Places in an area of the country, but outside the territory of their authority by more than the line is good for.
-- Values: authorities (ids), boundary_m, boundary_most_m.
WITH wanted AS (
  SELECT c.authority_id, c.area_code AS code, 'coverage' AS basis
  FROM authority_coverage AS c
  WHERE c.authority_id = ANY (%(authorities)s::integer[])
    AND c.valid_from <= current_date AND c.valid_to > current_date
  UNION ALL
  SELECT a.id, CASE WHEN a.type = 'pao' THEN a.province_code ELSE coalesce(a.amphoe_code, a.province_code) END, 'office'
  FROM authority AS a
  WHERE a.id = ANY (%(authorities)s::integer[]) AND NOT EXISTS (
    SELECT FROM authority_coverage AS c
    WHERE c.authority_id = a.id AND c.valid_from <= current_date AND c.valid_to > current_date)
),
territory AS MATERIALIZED (
  SELECT DISTINCT ON (w.authority_id, w.code)
    w.authority_id, CASE WHEN p.type = 'pao' THEN 'coverage' ELSE w.basis END AS basis,
    a.id AS area_id, a.code, e.source, e.valid_from
  FROM wanted AS w
  JOIN authority AS p ON p.id = w.authority_id AND p.boundary IS NULL
  JOIN area AS a ON a.code IN (w.code, left(w.code, 4), left(w.code, 2))
  JOIN area_edition AS e ON e.id = a.edition_id AND e.is_current
  ORDER BY w.authority_id, w.code, length(a.code) DESC
),
beyond_areas AS MATERIALIZED (
  SELECT c.id, c.point, c.authority_id
  FROM checked AS c
  WHERE c.asked AND c.in_area AND c.point IS NOT NULL
    AND EXISTS (SELECT FROM territory AS t WHERE t.authority_id = c.authority_id)
    AND NOT EXISTS (
      SELECT FROM territory AS t
      WHERE t.authority_id = c.authority_id AND t.code IN (c.tambon_code, c.amphoe_code, c.province_code))
),
spacing AS MATERIALIZED (
  SELECT a.id AS area_id, vertex_spacing_m(a.geom) AS metres
  FROM area AS a
  WHERE a.id IN (
    SELECT t.area_id FROM territory AS t JOIN beyond_areas AS b ON b.authority_id = t.authority_id)
),
by_areas AS (
  SELECT b.id, b.point, n.metres, n.spacing, t.basis, t.source, t.as_of, t.code, t.line
  FROM beyond_areas AS b
  CROSS JOIN LATERAL (
    SELECT
      min(t.basis) AS basis, min(t.source) AS source, min(t.valid_from) AS as_of, min(t.code) AS code,
      string_agg(t.area_id::text, ',' ORDER BY t.area_id) AS line, array_agg(t.area_id) AS areas
    FROM territory AS t WHERE t.authority_id = b.authority_id
  ) AS t
  CROSS JOIN LATERAL (
    SELECT min(ST_Distance(p.geom::geography, b.point::geography)) AS metres, max(p.spacing) AS spacing
    FROM (
      SELECT p.geom, s.metres AS spacing
      FROM area_piece AS p JOIN spacing AS s ON s.area_id = p.area_id
      WHERE p.area_id = ANY (t.areas) ORDER BY p.geom <-> b.point LIMIT 5) AS p
  ) AS n
),
by_boundary AS (
  SELECT
    c.id, c.point, ST_Distance(a.boundary::geography, c.point::geography) AS metres,
    greatest(vertex_spacing_m(a.boundary), CASE a.boundary_quality WHEN 'derived' THEN 400 ELSE 0 END) AS spacing,
    'boundary' AS basis, a.boundary_source AS source, NULL::date AS as_of, NULL::text AS code,
    md5(ST_AsBinary(a.boundary)) AS line
  FROM (SELECT a.* FROM authority AS a WHERE a.id = ANY (%(authorities)s::integer[]) AND a.boundary IS NOT NULL) AS a
  JOIN checked AS c ON c.authority_id = a.id
  WHERE c.asked AND c.in_area AND NOT ST_Intersects(a.boundary, c.point)
)
SELECT
  o.id AS project_id, NULL::bigint AS other_id,
  jsonb_build_object(
    'distance_m', round(o.metres), 'tolerance_m', round(l.tolerance), 'basis', o.basis, 'source', o.source,
    'as_of', o.as_of, 'area', o.code, 'simplified', l.tolerance > %(boundary_m)s) AS figures,
  md5(ST_AsText(o.point, 6) || o.basis || o.line)::uuid AS basis
FROM (SELECT * FROM by_areas UNION ALL SELECT * FROM by_boundary) AS o
CROSS JOIN LATERAL (
  SELECT greatest(%(boundary_m)s, least(o.spacing / 2, %(boundary_most_m)s)) AS tolerance) AS l
WHERE o.metres > l.tolerance
