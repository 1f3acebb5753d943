-- Note what became of rows. Values: table; lines, statuses, readings, thai, english, chosen (an entry a row).
UPDATE bulk_row AS r
SET status = n.status, readings = n.readings, chosen = n.chosen,
  said = CASE WHEN n.thai IS NOT NULL THEN ARRAY[n.thai, n.english] END
FROM unnest(
  %(lines)s::integer[], %(statuses)s::text[], %(readings)s::jsonb[], %(thai)s::text[], %(english)s::text[],
  %(chosen)s::smallint[]) AS n (line, status, readings, thai, english, chosen)
WHERE r.table_id = %(table)s AND r.line = n.line
