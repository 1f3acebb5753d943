-- Note which places a table's rows became. Values: table; lines and places (an entry a row).
UPDATE bulk_row AS r SET saved = n.place, seen = n.place
FROM unnest(%(lines)s::integer[], %(places)s::bigint[]) AS n (line, place)
WHERE r.table_id = %(table)s AND r.line = n.line
