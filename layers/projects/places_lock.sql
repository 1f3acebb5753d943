-- Projects held against other writers until the transaction ends, and whether the acting account may pin each.
-- Values: projects (ids).
SELECT
  p.id, p.authority_id = ANY ((SELECT acting_authorities('engineering', 'planning'))::integer[])
    OR (SELECT acting_is_admin()) AS may_pin
FROM project AS p
WHERE p.id = ANY (%(projects)s::bigint[])
ORDER BY p.id
FOR NO KEY UPDATE
