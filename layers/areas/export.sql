-- Areas of the current edition of one level, in order of their codes.
-- Values: layer, area (a code: itself, what is in it, and what it is in), west, south, east, north, q_like; null for all.
SELECT
  a.code, a.name_th, a.name_en, a.parent_code, a.edition, a.source, a.licence, a.valid_from, a.geom,
  true AS published, false AS is_demo
FROM current_area AS a
WHERE a.level = CASE %(layer)s WHEN 'provinces' THEN 'province' ELSE %(layer)s END
  AND (%(area)s::text IS NULL OR starts_with(a.code, %(area)s::text) OR starts_with(%(area)s::text, a.code))
  AND (%(west)s::float IS NULL
    OR ST_Intersects(a.geom, ST_MakeEnvelope(%(west)s::float, %(south)s::float, %(east)s::float, %(north)s::float, 4326)))
  AND (%(q_like)s::text IS NULL OR a.name_th ILIKE %(q_like)s OR a.name_en ILIKE %(q_like)s OR a.code ILIKE %(q_like)s)
ORDER BY a.code
