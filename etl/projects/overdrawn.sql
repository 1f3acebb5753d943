-- Changed rows after which the project's sums would break a rule: row, the rule's name, the three sums.
SELECT row, rule, approved, contracted, paid
FROM (
  SELECT
    m.row, a.*,
    CASE
      WHEN a.contracted > a.approved THEN 'contracted_within_approved'
      WHEN a.paid > CASE WHEN p.procurement THEN a.contracted ELSE a.approved END THEN 'paid_within_contract'
    END AS rule
  FROM matched_project AS m
  JOIN project AS p ON p.id = m.known_id
  JOIN visible_project AS f ON f.project_id = m.known_id
  CROSS JOIN LATERAL (
    SELECT coalesce(m.approved, f.approved) AS approved, coalesce(m.contracted, f.contracted) AS contracted,
      coalesce(m.paid, f.paid) AS paid
  ) AS a
  WHERE m.changed
) AS t
WHERE rule IS NOT NULL
ORDER BY row
