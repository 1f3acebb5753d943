-- Add what was found and does not stand yet.
INSERT INTO finding (rule, project_id, authority_id, other_id, other_authority_id, fiscal_year, figures, basis)
SELECT n.rule, n.project_id, c.authority_id, n.other_id, o.authority_id, c.fiscal_year, n.figures, n.basis
FROM found AS n
JOIN checked AS c ON c.id = n.project_id
LEFT JOIN checked AS o ON o.id = n.other_id
ON CONFLICT DO NOTHING
