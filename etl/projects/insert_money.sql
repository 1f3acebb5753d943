-- The first amounts of new projects, and for changed ones the difference to what the ledger says.
INSERT INTO money_event (project_id, authority_id, kind, amount, occurred_on, document, counterparty, note)
SELECT id, authority_id, kind, amount, occurred_on, document, counterparty, note
FROM (
  SELECT
    m.id, m.authority_id, v.kind, v.occurred_on,
    v.amount - CASE WHEN m.known_id IS NULL THEN 0 ELSE v.was END AS amount,
    CASE WHEN v.kind = 'contract' THEN m.document END AS document,
    CASE WHEN v.kind <> 'approval' THEN m.contractor END AS counterparty,
    CASE WHEN m.known_id IS NOT NULL THEN %(note)s END AS note
  FROM matched_project AS m
  LEFT JOIN visible_project AS f ON f.project_id = m.known_id
  CROSS JOIN LATERAL (VALUES
    ('approval', m.approved, m.approved_on, f.approved),
    ('contract', m.contracted, m.contracted_on, f.contracted),
    ('payment', m.paid, m.paid_on, f.paid)
  ) AS v (kind, amount, occurred_on, was)
  WHERE v.amount IS NOT NULL AND (m.known_id IS NULL OR m.changed)
) AS e
WHERE amount <> 0
