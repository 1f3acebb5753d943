-- Authorities in force, in order of their codes: where the office stands, else a point inside the amphoe, or the
-- province where the amphoe has no shape. `place` says which.
-- Values: area (of the office), authority (a code), west, south, east, north, q_like; null for all.
WITH middle AS (
  SELECT level, code, ST_PointOnSurface(geom) AS geom FROM current_area WHERE level IN ('province', 'amphoe')
),
placed AS (
  SELECT
    a.id, a.code, a.type, a.name_th, a.name_en, a.label_th, a.label_en, a.province_code, a.amphoe_code, a.area_km2, a.is_demo,
    CASE
      WHEN a.office IS NOT NULL THEN 'office'
      WHEN d.geom IS NOT NULL THEN 'amphoe'
      WHEN p.geom IS NOT NULL THEN 'province'
    END AS place,
    coalesce(a.office, d.geom, p.geom) AS geom
  FROM current_authority AS a
  LEFT JOIN middle AS d ON d.level = 'amphoe' AND d.code = a.amphoe_code
  LEFT JOIN middle AS p ON p.level = 'province' AND p.code = a.province_code
)
SELECT
  code, type, name_th, name_en, province_code, amphoe_code, area_km2::float AS area_km2, place, geom,
  true AS published, is_demo
FROM placed
WHERE (%(area)s::text IS NULL OR starts_with(coalesce(amphoe_code, province_code), %(area)s::text))
  AND (%(authority)s::text IS NULL OR code = %(authority)s::text)
  AND (%(west)s::float IS NULL
    OR ST_Intersects(geom, ST_MakeEnvelope(%(west)s::float, %(south)s::float, %(east)s::float, %(north)s::float, 4326)))
  AND (%(q_like)s::text IS NULL OR label_th ILIKE %(q_like)s OR label_en ILIKE %(q_like)s OR code ILIKE %(q_like)s)
ORDER BY code, id
