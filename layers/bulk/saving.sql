-- The rows of a table in some states, each with the reading that was chosen. Slot: rows. Values: table, states.
SELECT s.line, s.text, s.project_id, s.seen, s.state, s.readings -> s.chosen::integer AS reading
FROM ({rows}) AS s
WHERE s.state = ANY (%(states)s::text[])
