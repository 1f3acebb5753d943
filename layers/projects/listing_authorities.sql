-- The authorities that have published projects in an area, with their number, the PAO first and then by name.
-- Values: prefix (a LIKE pattern of an area's code), fiscal_year (C.E., or null for all), limit.
SELECT a.code, a.label_th AS name_th, a.label_en AS name_en, n.count
FROM (
  SELECT s.authority_id, sum(s.count)::integer AS count
  FROM spending AS s
  WHERE (%(fiscal_year)s::smallint IS NULL OR s.fiscal_year = %(fiscal_year)s)
    AND (s.province_code LIKE %(prefix)s OR s.amphoe_code LIKE %(prefix)s OR s.tambon_code LIKE %(prefix)s)
  GROUP BY 1
  HAVING sum(s.count) > 0
  LIMIT %(limit)s
) AS n
JOIN current_authority AS a ON a.id = n.authority_id AND a.code IS NOT NULL
ORDER BY a.type = 'pao' DESC, a.label_th COLLATE "th-x-icu"
