-- Authorities whose code begins with a text, or whose name has it: whole names first, then beginnings, then the rest.
-- Values: code (a LIKE pattern), name, anywhere (a LIKE pattern), types (an array, or null for all), limit.
SELECT a.id, a.code, a.type, a.label_th, a.label_en, a.amphoe_code, m.name_th AS amphoe_th, m.name_en AS amphoe_en
FROM current_authority AS a
LEFT JOIN current_area AS m ON m.level = 'amphoe' AND m.code = a.amphoe_code
WHERE (a.code LIKE %(code)s OR a.label_th LIKE %(anywhere)s OR a.label_en ILIKE %(anywhere)s)
  AND (%(types)s::text[] IS NULL OR a.type = ANY (%(types)s))
ORDER BY a.name_th = %(name)s DESC, a.name_th LIKE '%%' || %(name)s DESC, length(a.name_th), a.code
LIMIT %(limit)s
