-- Rows after which their project's sums would break a rule: row, the rule's name, the three sums.
-- Of new rows only those that say too little to have been held against the rules by themselves.
SELECT row, rule, approved, contracted, paid
FROM (
  SELECT
    m.row, a.*,
    CASE
      WHEN a.contracted > a.approved THEN 'contracted_within_approved'
      WHEN a.paid > CASE WHEN coalesce(f.procurement, true) AND (m.procurement OR a.contracted > 0)
        THEN a.contracted ELSE a.approved END THEN 'paid_within_contract'
    END AS rule
  FROM matched_project AS m
  LEFT JOIN LATERAL (SELECT * FROM visible_project WHERE project_id = m.known_id OFFSET 0) AS f ON true
  CROSS JOIN LATERAL (
    SELECT
      coalesce(CASE WHEN m.known_id IS NULL OR m.approved_changed THEN m.approved END, f.approved, 0) AS approved,
      coalesce(CASE WHEN m.known_id IS NULL OR m.contracted_changed THEN m.contracted END, f.contracted, 0) AS contracted,
      coalesce(CASE WHEN m.known_id IS NULL OR m.paid_changed THEN m.paid END, f.paid, 0) AS paid
  ) AS a
  WHERE m.changed
    OR (m.known_id IS NULL AND (m.approved IS NULL OR m.contracted IS NULL) AND (m.contracted > 0 OR m.paid > 0))
) AS t
WHERE rule IS NOT NULL
ORDER BY row
