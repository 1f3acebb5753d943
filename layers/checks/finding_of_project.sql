-- What stands unsettled of one project, as one of two too. Values: project.
SELECT s.id, s.rule, s.figures
FROM standing_finding AS s
WHERE (s.project_id = %(project)s OR s.other_id = %(project)s) AND NOT s.settled
ORDER BY s.id
