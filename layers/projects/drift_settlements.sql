-- The reasons given for the drift of a project, the latest first; `holds` for the shapes that are in force.
-- Values: project.
SELECT s.reason, s.drift_m, s.created_at AS at, account_name(s.created_by) AS by, s.shapes = k.shapes AS holds
FROM drift_settlement AS s
CROSS JOIN (SELECT shapes_in_force(%(project)s) AS shapes) AS k
WHERE s.project_id = %(project)s
ORDER BY s.id DESC
