-- Findings with their project and the other one. Slots: which (on s and f), order. Values: limit, skip.
SELECT
  s.id, s.rule, s.figures, s.found_at, s.settled, s.fiscal_year, f.project_id, f.title, f.reference, f.approved, f.category,
  f.stage, a.label_th AS authority_th, a.label_en AS authority_en, a.code AS authority_code,
  o.project_id AS other_id, o.title AS other_title, o.fiscal_year AS other_year, o.approved AS other_approved
FROM standing_finding AS s
JOIN visible_project AS f ON f.project_id = s.project_id
JOIN current_authority AS a ON a.id = s.authority_id
LEFT JOIN visible_project AS o ON o.project_id = s.other_id
WHERE {which}
ORDER BY {order}
LIMIT %(limit)s OFFSET %(skip)s
