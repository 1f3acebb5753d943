-- One project as the acting account may see it, with the names of what it belongs to and what is private of it
-- (`own` says whether the private columns may be shown). Value: id.
SELECT
  f.project_id AS id, f.reference, f.title, f.fiscal_year, f.stage, f.published, f.located, f.is_demo, f.phase,
  f.category, f.programme, f.source, f.approved, f.contracted, f.paid, f.remaining, f.in_area, f.updated_at,
  f.grade, f.drift_m, f.drift_settled, f.drift_over,
  ST_X(f.point) AS lon, ST_Y(f.point) AS lat,
  p.procurement, p.no_place_reason, p.finished_on, p.stopped_on, p.stop_reason, p.version,
  own.own, CASE WHEN own.own THEN p.note END AS note,
  f.authority_id, a.code AS authority_code, a.label_th AS authority_th, a.label_en AS authority_en,
  a.type AS authority_type,
  f.province_code, c.name_th AS province_th, c.name_en AS province_en,
  f.amphoe_code, m.name_th AS amphoe_th, m.name_en AS amphoe_en,
  f.tambon_code, t.name_th AS tambon_th, t.name_en AS tambon_en
FROM visible_project AS f
JOIN project AS p ON p.id = f.project_id
CROSS JOIN LATERAL (SELECT f.authority_id = ANY (visible_authorities()) AS own) AS own
LEFT JOIN current_authority AS a ON a.id = f.authority_id
LEFT JOIN current_area AS c ON c.level = 'province' AND c.code = f.province_code
LEFT JOIN current_area AS m ON m.level = 'amphoe' AND m.code = f.amphoe_code
LEFT JOIN current_area AS t ON t.level = 'tambon' AND t.code = f.tambon_code
WHERE f.project_id = %(id)s
