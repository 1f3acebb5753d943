-- The reasons given for a finding and for the same of other facts, the latest first. Values: id.
SELECT s.reason, s.created_at AS at, account_name(s.created_by) AS by, s.basis = f.basis AS holds, s.reopens
FROM finding AS f
JOIN finding_settlement AS s ON s.project_id = f.project_id AND s.rule = f.rule AND s.other_id IS NOT DISTINCT FROM f.other_id
WHERE f.id = %(id)s
ORDER BY s.id DESC
