-- The names of all areas of the current editions and of all authorities of today.
SELECT 'area' AS kind, a.id, a.code, a.name_th, a.name_en, NULL AS type, NULL AS province_code, NULL AS amphoe_code
FROM current_area AS a
UNION ALL
SELECT 'authority', u.id, u.code, u.name_th, u.name_en, u.type, u.province_code, u.amphoe_code
FROM current_authority AS u
