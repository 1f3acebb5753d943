-- Choose for every row that waits for it the first reading of a manner. Slot: manner. Values: table, manner.
UPDATE bulk_row AS r SET chosen = n.at
FROM (
  SELECT w.line, min(e.at) - 1 AS at
  FROM bulk_row AS w CROSS JOIN LATERAL jsonb_array_elements(w.readings) WITH ORDINALITY AS e (value, at)
  WHERE w.table_id = %(table)s AND w.chosen IS NULL AND ({manner}) = %(manner)s
  GROUP BY w.line
) AS n
WHERE r.table_id = %(table)s AND r.line = n.line
