-- Add invented projects. Values: rows (JSON array).
INSERT INTO project (
  id, authority_id, fiscal_year, source_key, reference, title, programme, source, category, needs_place,
  no_place_reason, procurement, published, finished_on, stopped_on, stop_reason, note, is_demo)
SELECT
  id, authority_id, fiscal_year, source_key, reference, title, programme, source, category, needs_place,
  no_place_reason, procurement, published, finished_on, stopped_on, stop_reason, note, true
FROM jsonb_to_recordset(%(rows)s) AS r (
  id bigint, authority_id integer, fiscal_year smallint, source_key text, reference text, title text, programme text,
  source text, category text, needs_place boolean, no_place_reason text, procurement boolean, published boolean,
  finished_on date, stopped_on date, stop_reason text, note text)
