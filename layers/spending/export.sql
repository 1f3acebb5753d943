-- Spending with shapes: a row for each area of a level, or each authority, with its sums in satang; zero where nothing
-- is recorded. An authority's shape is its boundary, else the areas that it covers wholly; that of a whole province
-- would hide the others and is left out. Then rows without code or shape for the money that is in none of them, named for the reason.
-- Slots: sums (as `layers.spending.sums` gives them).
-- Values: level, area, authority (null for all), and those of the sums.
WITH sums AS ({sums}),
covered AS (
  SELECT v.authority_id, ST_Multi(ST_Union(a.geom)) AS geom
  FROM authority_coverage AS v
  JOIN current_area AS a ON a.code = v.area_code
  WHERE %(level)s = 'authority' AND v.extent = 'whole' AND v.valid_from <= current_date AND v.valid_to > current_date
  GROUP BY v.authority_id
),
known AS (
  SELECT
    a.code AS key, a.code, a.name_th, a.name_en, a.geom,
    %(area)s::text IS NULL OR starts_with(a.code, %(area)s::text) OR starts_with(%(area)s::text, a.code) AS wanted
  FROM current_area AS a
  WHERE a.level = %(level)s
  UNION ALL
  SELECT
    a.id::text, c.code, a.label_th, a.label_en, CASE WHEN a.type <> 'pao' THEN coalesce(a.boundary, v.geom) END,
    coalesce(a.valid_to, 'infinity') > current_date
      AND (%(area)s::text IS NULL OR starts_with(coalesce(a.amphoe_code, a.province_code), %(area)s::text)
        OR starts_with(%(area)s::text, coalesce(a.amphoe_code, a.province_code)))
      AND (%(authority)s::text IS NULL OR c.code = %(authority)s::text)
  FROM authority AS a
  LEFT JOIN LATERAL (
    SELECT k.code
    FROM authority_code AS k
    WHERE k.authority_id = a.id AND k.scheme = 'dla'
    ORDER BY k.valid_from <= current_date DESC, k.valid_to DESC
    LIMIT 1
  ) AS c ON true
  LEFT JOIN covered AS v ON v.authority_id = a.id
  WHERE %(level)s = 'authority'
),
added AS (
  SELECT
    k.key,
    CASE
      WHEN k.key IS NOT NULL THEN NULL
      WHEN s.located = 'not-needed' THEN 'ไม่ต้องมีพิกัด'
      WHEN s.located = 'no' THEN 'ยังไม่ปักหมุด'
      WHEN s.in_area THEN 'ไม่มีแนวเขตระดับนี้'
      ELSE 'พิกัดอยู่นอกแนวเขต'
    END AS reason,
    sum(s.count) AS count, sum(s.approved) AS approved, sum(s.contracted) AS contracted, sum(s.paid) AS paid
  FROM sums AS s
  LEFT JOIN known AS k ON k.key = s.code::text
  GROUP BY 1, 2
)
SELECT
  k.code, coalesce(s.reason, k.name_th) AS name_th, k.name_en, coalesce(s.count, 0)::bigint AS count,
  (coalesce(s.approved, 0) * 100)::bigint AS approved, (coalesce(s.contracted, 0) * 100)::bigint AS contracted,
  (coalesce(s.paid, 0) * 100)::bigint AS paid, (coalesce(s.approved - s.paid, 0) * 100)::bigint AS remaining,
  k.geom, true AS published, EXISTS (SELECT FROM authority WHERE is_demo) AS is_demo
FROM known AS k
FULL JOIN added AS s ON s.key = k.key
WHERE s.count IS NOT NULL OR k.wanted
ORDER BY k.code NULLS LAST, s.reason
