-- The authorities whose projects have such findings, the most first. Slot: which (on s and f). Values: limit.
SELECT a.code, a.label_th, a.label_en, count(*)::integer AS count
FROM standing_finding AS s
JOIN visible_project AS f ON f.project_id = s.project_id
JOIN current_authority AS a ON a.id = s.authority_id
WHERE {which}
GROUP BY a.code, a.label_th, a.label_en
ORDER BY count(*) DESC, a.code
LIMIT %(limit)s
