-- Note for each row of a table which place of its project is in force, of the table's phase. Values: table.
UPDATE bulk_row AS r SET seen = n.id
FROM (
  SELECT r.line, l.id
  FROM bulk_row AS r
  JOIN bulk_table AS t ON t.id = r.table_id
  LEFT JOIN location AS l ON l.project_id = r.project_id AND l.phase = t.phase AND l.superseded_at IS NULL
  WHERE r.table_id = %(table)s AND r.project_id IS NOT NULL
) AS n
WHERE r.table_id = %(table)s AND r.line = n.line AND r.seen IS DISTINCT FROM n.id
