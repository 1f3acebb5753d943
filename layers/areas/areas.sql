-- Areas of the current editions, with the areas that they are within: one row an area.
-- Slots: condition and order, on the area `a`. Values: limit (NULL for all), and those of the condition.
SELECT
  a.code, a.level, a.name_th, a.name_en, a.name_note, a.edition, a.source, a.licence, a.valid_from,
  m.name_th AS amphoe_th, m.name_en AS amphoe_en, p.name_th AS province_th, p.name_en AS province_en,
  ST_XMin(a.geom) AS west, ST_YMin(a.geom) AS south, ST_XMax(a.geom) AS east, ST_YMax(a.geom) AS north
FROM current_area AS a
LEFT JOIN current_area AS m ON a.level = 'tambon' AND m.level = 'amphoe' AND m.code = left(a.code, 4)
LEFT JOIN current_area AS p ON a.level <> 'province' AND p.level = 'province' AND p.code = left(a.code, 2)
WHERE {condition}
ORDER BY {order}
LIMIT %(limit)s
