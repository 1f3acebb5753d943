-- The next rows of a table that are not read yet. Values: table, most.
SELECT r.line, btrim(r.text) AS text, r.within, r.wished, f.authority_id
FROM bulk_row AS r
LEFT JOIN visible_project AS f ON f.project_id = r.project_id
WHERE r.table_id = %(table)s AND r.status IS NULL
ORDER BY r.line
LIMIT %(most)s
