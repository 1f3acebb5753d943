-- Add the invented authorities with their code in force and what they cover; one row each: id, code.
-- Values: rows (JSON array), source.
WITH given AS (
  SELECT * FROM jsonb_to_recordset(%(rows)s) AS r (
    code text, type text, amphoe_code text, name_th text, name_en text, supervising_level text,
    office text, boundary text)
),
added AS (
  INSERT INTO authority (
    type, name_th, name_en, province_code, amphoe_code, supervising_level, office, boundary, boundary_quality,
    boundary_source, is_demo)
  SELECT
    type, name_th, name_en, left(amphoe_code, 2), amphoe_code, supervising_level, office::geometry,
    ST_Multi(boundary::geometry), CASE WHEN boundary IS NOT NULL THEN 'derived' END,
    CASE WHEN boundary IS NOT NULL THEN %(source)s END, true
  FROM given ORDER BY code
  RETURNING id, name_th
),
known AS (
  SELECT a.id, g.code, g.type, g.amphoe_code FROM added AS a JOIN given AS g ON g.name_th = a.name_th
),
coded AS (
  INSERT INTO authority_code (authority_id, code) SELECT id, code FROM known
),
covering AS (
  INSERT INTO authority_coverage (authority_id, area_code, extent, source)
  SELECT
    id, CASE WHEN type = 'pao' THEN left(amphoe_code, 2) ELSE amphoe_code END,
    CASE WHEN type = 'pao' THEN 'whole' ELSE 'part' END, %(source)s
  FROM known
)
SELECT id, code FROM known
