-- Projects as the acting account sees them, a row each; the note only of authorities whose papers it may see.
-- Slots: where (on `f`), geometry (of `f`).
SELECT
  f.project_id AS id, f.reference, f.title, f.fiscal_year + 543 AS fiscal_year, f.stage, f.authority_id,
  f.programme, f.source, f.category,
  (f.approved * 100)::bigint AS approved, (f.contracted * 100)::bigint AS contracted,
  (f.paid * 100)::bigint AS paid, (f.remaining * 100)::bigint AS remaining,
  f.located, f.phase, f.grade, round(f.drift_m::numeric, 1)::float8 AS drift_m,
  CASE WHEN f.drift_over THEN 'over' WHEN f.drift_settled THEN 'settled' WHEN f.drift_m IS NOT NULL THEN 'within' END
    AS drift,
  f.province_code, f.amphoe_code, f.tambon_code,
  CASE WHEN f.in_area THEN 'place' ELSE 'authority' END AS area_basis,
  CASE WHEN f.authority_id IN (SELECT unnest(visible_authorities())) THEN p.note END AS note,
  {geometry} AS geom, f.published, f.is_demo
FROM visible_project AS f
LEFT JOIN project AS p ON p.id = f.project_id AND p.note IS NOT NULL
WHERE {where}
