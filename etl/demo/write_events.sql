-- Add the events of invented projects' money. Values: rows (JSON array).
INSERT INTO money_event (project_id, authority_id, kind, amount, occurred_on, document, counterparty, note)
SELECT project_id, authority_id, kind, amount, occurred_on, document, counterparty, note
FROM jsonb_to_recordset(%(rows)s) AS r (
  project_id bigint, authority_id integer, kind text, amount numeric, occurred_on date, document text,
  counterparty text, note text)
