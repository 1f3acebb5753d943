-- Add rows to a table. Values: table; rows (a JSON list of objects with the columns' names).
INSERT INTO bulk_row (
  table_id, line, cells, text, within, problem, system_id, reference, title, fiscal_year, wished
)
SELECT
  %(table)s, r.line, r.cells, r.text, r.within, r.problem, r.system_id, r.reference, r.title, r.fiscal_year, r.wished
FROM jsonb_to_recordset(%(rows)s) AS r (
  line integer, cells text[], text text, within text, problem text[], system_id bigint, reference text, title text,
  fiscal_year smallint, wished jsonb
)
