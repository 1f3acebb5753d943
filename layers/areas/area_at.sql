-- The areas that a place is in: one row a level, `decides` on the finest that knows the place.
-- Values: lon, lat in EPSG:4326.
SELECT
  v.level, v.code, a.name_th, a.name_en,
  e.name AS edition, e.source, e.licence, e.valid_from,
  e.id IS NOT NULL AS loaded, v.code = coalesce(h.tambon_code, h.amphoe_code, h.province_code) AS decides
FROM area_of(ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326)) AS h
CROSS JOIN LATERAL (VALUES
  ('province', h.province_code), ('amphoe', h.amphoe_code), ('tambon', h.tambon_code)
) AS v (level, code)
LEFT JOIN area_edition AS e ON e.level = v.level AND e.is_current
LEFT JOIN area AS a ON a.edition_id = e.id AND a.code = v.code
