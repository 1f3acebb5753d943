-- What the rows of a table tell of their projects, and whether they write a place. Values: table.
SELECT r.line, r.system_id, r.reference, r.title, r.fiscal_year, btrim(r.text) <> '' AS written
FROM bulk_row AS r WHERE r.table_id = %(table)s
