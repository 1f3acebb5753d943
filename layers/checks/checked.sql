-- The projects that rules look at, for one transaction: those of the authorities (`ours`), of which `asked` are checked.
-- Values: authorities (ids), projects (ids that are asked for; null: all).
CREATE TEMPORARY TABLE checked ON COMMIT DROP AS
SELECT
  f.project_id AS id, f.authority_id, f.fiscal_year, f.published, f.stage, f.category,
  hashtext(CASE f.category WHEN 'farm-road' THEN 'road' ELSE f.category END) AS kind,
  f.title, f.approved, f.point, f.in_area, f.tambon_code, f.amphoe_code, f.province_code, f.location_id,
  true AS ours, coalesce(f.project_id = ANY (%(projects)s::bigint[]), true) AS asked
FROM visible_project AS f
WHERE f.authority_id = ANY (%(authorities)s::integer[])
