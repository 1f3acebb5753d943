SELECT
  p.project_id AS id, p.reference, p.title, p.fiscal_year + 543 AS fiscal_year, p.stage,
  a.code AS authority_code, a.name_th AS authority_name, p.programme, g.name_th AS programme_th,
  p.source, s.name_th AS source_th, p.category, c.name_th AS category_th,
  p.approved, p.contracted, p.paid, p.approved - p.paid AS remaining, p.located, p.phase,
  p.province_code, v.name_th AS province_th, p.amphoe_code, m.name_th AS amphoe_th, p.tambon_code, p.point AS geom
FROM project_fact AS p
LEFT JOIN current_authority AS a ON a.id = p.authority_id
LEFT JOIN programme AS g ON g.code = p.programme
LEFT JOIN source AS s ON s.code = p.source
LEFT JOIN category AS c ON c.code = p.category
LEFT JOIN current_area AS v ON v.code = p.province_code
LEFT JOIN current_area AS m ON m.code = p.amphoe_code
