-- Note the projects of rows. Values: table; lines, projects, matched (an entry a row).
UPDATE bulk_row AS r SET project_id = n.project_id, matched = n.matched
FROM unnest(%(lines)s::integer[], %(projects)s::bigint[], %(matched)s::text[]) AS n (line, project_id, matched)
WHERE r.table_id = %(table)s AND r.line = n.line
