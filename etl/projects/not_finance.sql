-- Rows that would book contracts or payments, where the acting account holds no finance seat: row, the sums.
SELECT m.row, m.contracted, m.paid
FROM matched_project AS m
LEFT JOIN LATERAL (SELECT * FROM visible_project WHERE project_id = m.known_id OFFSET 0) AS f ON true
WHERE NOT (SELECT acting_is_admin())
  AND m.authority_id = ANY ((SELECT acting_authorities('planning'))::integer[])
  AND NOT m.authority_id = ANY ((SELECT acting_authorities('finance'))::integer[])
  AND (((m.known_id IS NULL OR m.contracted_changed) AND m.contracted <> coalesce(f.contracted, 0))
    OR ((m.known_id IS NULL OR m.paid_changed) AND m.paid <> coalesce(f.paid, 0)))
ORDER BY m.row
