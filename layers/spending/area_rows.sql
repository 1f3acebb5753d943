-- One row for each area of a level within the area asked for, with its sums; zero where nothing is recorded.
-- Then a row, code null, for each kind of money that is in none of those areas.
-- Slots: sums. Values: level, area (null for all), and those of the sums.
WITH sums AS ({sums}),
areas AS (
  SELECT a.code, a.name_th, a.name_en
  FROM current_area AS a
  WHERE a.level = %(level)s AND (
    %(area)s::text IS NULL OR starts_with(a.code, %(area)s::text) OR starts_with(%(area)s::text, a.code))
)
SELECT
  a.code, a.name_th, a.name_en, s.located, s.in_area,
  coalesce(s.count, 0) AS count, coalesce(s.approved, 0.00) AS approved,
  coalesce(s.contracted, 0.00) AS contracted, coalesce(s.paid, 0.00) AS paid
FROM areas AS a
FULL JOIN sums AS s ON s.code = a.code
ORDER BY a.code, s.located, s.in_area
