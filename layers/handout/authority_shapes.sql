-- Shapes of authorities as WKB in EPSG:4326: the boundary where it is known, else the areas that they cover wholly,
-- else a point: the office, or inside the amphoe or province. Those of a whole province are points: they would hide
-- the others.
-- Values: zoom (a class of zoom, for the areas), codes.
WITH wanted AS (
  SELECT *
  FROM current_authority
  WHERE code = ANY (%(codes)s::text[])
),
covered AS (
  SELECT w.id, ST_Union(coalesce(ST_Transform(s.geom, 4326), a.geom)) AS shape
  FROM wanted AS w
  JOIN authority_coverage AS v
    ON v.authority_id = w.id AND v.extent = 'whole' AND v.valid_from <= current_date AND v.valid_to > current_date
  JOIN current_area AS a ON a.code = v.area_code
  LEFT JOIN area_shape AS s ON s.area_id = a.id AND s.zoom = %(zoom)s::int2
  WHERE w.type <> 'pao' AND w.boundary IS NULL
  GROUP BY w.id
)
SELECT
  w.code,
  ST_AsBinary(coalesce(
    CASE WHEN w.type <> 'pao' THEN ST_SimplifyPreserveTopology(w.boundary, 0.0005) END, c.shape, w.office,
    ST_PointOnSurface(d.geom), ST_PointOnSurface(p.geom))) AS shape
FROM wanted AS w
LEFT JOIN covered AS c ON c.id = w.id
LEFT JOIN current_area AS d ON d.level = 'amphoe' AND d.code = w.amphoe_code
LEFT JOIN current_area AS p ON p.level = 'province' AND p.code = w.province_code
WHERE coalesce(w.boundary, c.shape, w.office, d.geom, p.geom) IS NOT NULL
ORDER BY w.code
