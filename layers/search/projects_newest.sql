-- Of the newest projects those whose reference begins with a text, or whose title has it.
-- Slots: titled (a condition on p). Values: reference (a LIKE pattern), what titled needs, newest, limit (numbers).
SELECT * FROM public_project AS p
WHERE p.project_id > (SELECT max(project_id) FROM public_project) - %(newest)s::bigint
  AND (p.reference LIKE %(reference)s OR {titled})
ORDER BY p.project_id DESC
LIMIT %(limit)s
