-- One page of projects in a fixed order, with the names of what they belong to.
-- Slots: projects (a view), which (a condition on f), after (a condition on f), order (of f), chosen (the
-- same order of all that are asked for). Values: limit.
SELECT
  f.project_id AS id, f.reference, f.title, f.fiscal_year, f.stage, f.published, f.located, f.is_demo,
  f.category, f.programme, f.source, f.approved, f.contracted, f.paid, f.remaining,
  ST_X(f.point) AS lon, ST_Y(f.point) AS lat, f.in_area, f.grade, f.drift_m, f.drift_over,
  a.code AS authority_code, a.label_th AS authority_th, a.label_en AS authority_en,
  m.code AS amphoe_code, m.name_th AS amphoe_th, m.name_en AS amphoe_en
FROM (
  SELECT f.* FROM {projects} AS f
  WHERE {which} AND {after}
  ORDER BY {chosen}
  LIMIT %(limit)s
) AS f
LEFT JOIN current_authority AS a ON a.id = f.authority_id
LEFT JOIN current_area AS m ON m.level = 'amphoe' AND m.code = f.amphoe_code
ORDER BY {order}
