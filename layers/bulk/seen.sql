-- Note for each row of a table which place of its project is in force, of the table's phase. Values: table.
UPDATE bulk_row AS r SET seen = (
  SELECT l.id FROM location AS l
  WHERE l.project_id = r.project_id AND l.superseded_at IS NULL
    AND l.phase = (SELECT t.phase FROM bulk_table AS t WHERE t.id = %(table)s))
WHERE r.table_id = %(table)s AND r.project_id IS NOT NULL
