-- Supersede the places in force of a phase of some projects. Values: projects, phase.
UPDATE location SET superseded_at = transaction_timestamp()
WHERE project_id = ANY (%(projects)s::bigint[]) AND phase = %(phase)s AND superseded_at IS NULL
