-- How many projects the authorities of some projects have, drafts left out. Values: projects (ids).
SELECT coalesce(sum(s.count), 0)::integer AS projects
FROM spending AS s
WHERE s.authority_id IN (SELECT p.authority_id FROM project AS p WHERE p.id = ANY (%(projects)s::bigint[]))
