-- The acting account with the seats it holds today: one row, or none. Value: session, the hash of a token, or null where none is asked for.
SELECT
  a.id, a.username, a.display_name, a.session_epoch, a.is_demo,
  coalesce(
    (
      SELECT jsonb_agg(jsonb_build_object(
        'role', s.role, 'authority_id', s.authority_id, 'authority', o.label_th, 'authority_en', o.label_en, 'authority_code', o.code,
        'authority_type', o.type, 'area_code', s.area_code, 'area', r.name_th, 'area_en', r.name_en) ORDER BY s.id)
      FROM acting_seats() AS s
      LEFT JOIN current_authority AS o ON o.id = s.authority_id
      LEFT JOIN current_area AS r ON r.code = s.area_code
    ), '[]'
  ) AS seats
FROM account AS a
WHERE a.id = acting_account() AND a.is_active
  AND (%(session)s::text IS NULL OR EXISTS (
    SELECT FROM session AS s WHERE s.token_hash = %(session)s AND s.account_id = a.id AND s.ends_at > now()))
