-- Whether the drift of a project is over the threshold, and whether the reason for it is given. Values: project.
SELECT drift_over AS over, drift_settled AS settled
FROM visible_project
WHERE project_id = %(project)s
