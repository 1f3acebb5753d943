-- For how many projects the place in force of a phase is not the one that was seen. Values: projects, seen, phase.
SELECT count(*)::integer AS changed
FROM unnest(%(projects)s::bigint[], %(seen)s::bigint[]) AS n (project_id, seen)
LEFT JOIN location AS l ON l.project_id = n.project_id AND l.phase = %(phase)s AND l.superseded_at IS NULL
WHERE l.id IS DISTINCT FROM n.seen
