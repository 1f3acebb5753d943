-- The areas one level below an area, or the provinces, that have published projects, with their number.
-- Values: level, prefix (a LIKE pattern), digits (of a code of that level), fiscal_year (C.E., or null for all).
SELECT a.code, a.name_th, a.name_en, n.count
FROM (
  SELECT
    left(CASE %(level)s WHEN 'province' THEN s.province_code WHEN 'amphoe' THEN s.amphoe_code ELSE s.tambon_code END,
      %(digits)s) AS code,
    sum(s.count)::integer AS count
  FROM spending AS s
  WHERE (%(fiscal_year)s::smallint IS NULL OR s.fiscal_year = %(fiscal_year)s)
    AND s.province_code LIKE left(%(prefix)s, 2) || '%%' AND s.count > 0
  GROUP BY 1
) AS n
JOIN current_area AS a ON a.level = %(level)s AND a.code = n.code
WHERE n.code LIKE %(prefix)s
ORDER BY a.code
