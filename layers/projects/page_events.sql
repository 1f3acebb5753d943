-- The money events of a project that the acting account may see, in the order of their dates. Value: id.
SELECT id, kind, amount, occurred_on, document, counterparty, note, created_at
FROM money_event
WHERE project_id = %(id)s
ORDER BY occurred_on, id
