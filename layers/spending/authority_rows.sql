-- One row for each authority with its sums, wherever its projects are: those with money, and, zero, those whose
-- home is in the area asked for. An authority's money is always its own, so nothing is left over.
-- Slots: sums. Values: area, authority (its code), each null for all, and those of the sums.
WITH sums AS (
  SELECT code AS id, sum(count) AS count, sum(approved) AS approved, sum(contracted) AS contracted, sum(paid) AS paid
  FROM ({sums}) AS parts
  GROUP BY 1
)
SELECT
  coalesce(c.code, '') AS code, a.label_th AS name_th, a.label_en AS name_en,
  coalesce(s.count, 0)::bigint AS count, coalesce(s.approved, 0.00) AS approved,
  coalesce(s.contracted, 0.00) AS contracted, coalesce(s.paid, 0.00) AS paid
FROM authority AS a
LEFT JOIN LATERAL (
  SELECT k.code FROM authority_code AS k
  WHERE k.authority_id = a.id AND k.scheme = 'dla'
  ORDER BY k.valid_from <= current_date DESC, k.valid_to DESC
  LIMIT 1
) AS c ON true
LEFT JOIN sums AS s ON s.id = a.id
WHERE s.id IS NOT NULL OR (
  coalesce(a.valid_to, 'infinity') > current_date
  AND (%(area)s::text IS NULL OR starts_with(coalesce(a.amphoe_code, a.province_code), %(area)s::text)
    OR starts_with(%(area)s::text, coalesce(a.amphoe_code, a.province_code)))
  AND (%(authority)s::text IS NULL OR c.code = %(authority)s::text))
ORDER BY c.code, a.id
