-- All accounts but the system's own, with the seats that they hold today as texts.
SELECT
  a.id, a.username, a.display_name, a.is_active, a.is_demo, a.created_at,
  coalesce(
    (
      SELECT array_agg(concat_ws(' ', s.role, c.code, c.label_th, s.area_code) ORDER BY s.id)
      FROM seat AS s LEFT JOIN current_authority AS c ON c.id = s.authority_id
      WHERE s.account_id = a.id AND s.valid_from <= current_date AND s.valid_to > current_date
    ), '{{}}'
  ) AS seats
FROM account AS a
WHERE a.id <> 1
ORDER BY a.username
