-- One project as the editor of its pin needs it; `may_pin` says whether the acting account may save.
-- Values: project.
SELECT
  f.project_id AS id, f.reference, f.title, f.fiscal_year, f.stage, f.located, f.published, f.category, f.approved,
  f.authority_id, a.label_th AS authority_th, a.label_en AS authority_en,
  p.no_place_reason, p.version,
  f.authority_id = ANY (acting_authorities('engineering', 'planning')) OR acting_is_admin() AS may_pin
FROM visible_project AS f
JOIN project AS p ON p.id = f.project_id
JOIN authority AS a ON a.id = f.authority_id
WHERE f.project_id = %(project)s
