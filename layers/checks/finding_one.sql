-- One finding, standing or gone, and whether the asker may settle it. Values: id.
SELECT
  f.id, f.rule, f.project_id, f.other_id, f.figures, f.found_at, f.gone_at,
  acting_is_admin()
    OR f.authority_id = ANY (acting_authorities('engineering', 'planning'))
    OR coalesce(f.other_authority_id = ANY (acting_authorities('engineering', 'planning')), false) AS may_settle
FROM finding AS f
WHERE f.id = %(id)s
  AND EXISTS (SELECT FROM visible_project AS p WHERE p.project_id = f.project_id)
