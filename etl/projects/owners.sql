-- The authorities of today: id, type, names, province, and their codes: today's, and those of before that no other
-- authority has or had.
SELECT
  a.id, a.type, a.name_th, a.name_en, a.province_code, coalesce(c.codes, ARRAY[]::text[]) AS codes
FROM current_authority AS a
LEFT JOIN LATERAL (
  SELECT array_agg(DISTINCT k.code) AS codes
  FROM authority_code AS k
  WHERE k.authority_id = a.id AND k.scheme = 'dla'
    AND ((k.valid_from <= current_date AND k.valid_to > current_date)
      OR NOT EXISTS (
        SELECT FROM authority_code AS o
        WHERE o.code = k.code AND o.scheme = 'dla' AND o.authority_id <> a.id))
) AS c ON true
