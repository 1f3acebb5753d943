-- For the amounts that the file has changed the difference to what the ledger says, with the reason. Values: note.
INSERT INTO money_event (project_id, authority_id, kind, amount, occurred_on, document, counterparty, note)
SELECT m.id, m.authority_id, v.kind, v.amount - v.was, v.occurred_on, v.document, v.counterparty, %(note)s
FROM matched_project AS m
CROSS JOIN LATERAL (SELECT * FROM visible_project WHERE project_id = m.known_id OFFSET 0) AS f
CROSS JOIN LATERAL (VALUES
  ('approval', m.approved, m.approved_on, f.approved, m.approved_changed, NULL, NULL),
  ('contract', m.contracted, m.contracted_on, f.contracted, m.contracted_changed, m.document, m.contractor),
  ('payment', m.paid, m.paid_on, f.paid, m.paid_changed, NULL, m.contractor)
) AS v (kind, amount, occurred_on, was, changed, document, counterparty)
WHERE m.changed AND v.changed AND v.amount <> v.was
