-- The first amounts of new projects.
INSERT INTO money_event (project_id, authority_id, kind, amount, occurred_on, document, counterparty)
SELECT m.id, m.authority_id, v.kind, v.amount, v.occurred_on, v.document, v.counterparty
FROM matched_project AS m
CROSS JOIN LATERAL (VALUES
  ('approval', m.approved, m.approved_on, NULL, NULL),
  ('contract', m.contracted, m.contracted_on, m.document, m.contractor),
  ('payment', m.paid, m.paid_on, NULL, m.contractor)
) AS v (kind, amount, occurred_on, document, counterparty)
WHERE m.known_id IS NULL AND v.amount <> 0
