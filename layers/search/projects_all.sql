-- The newest projects whose reference begins with a text, or whose title has it. All are looked at, by several
-- processes, and not one by one from the newest on: it is asked when few have it.
-- Slots: titled (a condition on p). Values: reference (a LIKE pattern), what titled needs, limit.
SELECT * FROM public_project AS p
WHERE p.reference LIKE %(reference)s OR {titled}
ORDER BY p.project_id + 0 DESC
LIMIT %(limit)s
