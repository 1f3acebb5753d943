-- Add the published projects of other authorities that lie near those asked for: gathered square by square.
-- Values: authorities (ids), square and reach (degrees).
INSERT INTO checked
SELECT DISTINCT ON (f.project_id)
  f.project_id, f.authority_id, f.fiscal_year, true, f.stage, f.category,
  hashtext(CASE f.category WHEN 'farm-road' THEN 'road' ELSE f.category END),
  f.title, f.approved, f.point, f.in_area, f.tambon_code, f.amphoe_code, f.province_code, f.location_id, false, false
FROM (
  SELECT DISTINCT floor(ST_X(c.point) / %(square)s) AS x, floor(ST_Y(c.point) / %(square)s) AS y
  FROM checked AS c WHERE c.asked AND c.point IS NOT NULL
) AS s
JOIN public_project AS f ON f.point && ST_MakeEnvelope(
  s.x * %(square)s - %(reach)s, s.y * %(square)s - %(reach)s,
  (s.x + 1) * %(square)s + %(reach)s, (s.y + 1) * %(square)s + %(reach)s, 4326)
WHERE f.authority_id <> ALL (%(authorities)s::integer[])
