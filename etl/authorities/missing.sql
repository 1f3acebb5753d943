-- Authorities in force of the provinces that the list tells of, which the list itself does not have; the
-- demonstration's are left out. Code, name, type, amphoe.
SELECT a.code, a.name_th, a.type, a.amphoe_code
FROM current_authority AS a
WHERE NOT a.is_demo AND a.code IS NOT NULL
  AND a.province_code IN (SELECT province_code FROM staged_authority)
  AND NOT EXISTS (SELECT FROM staged_authority AS s WHERE s.code = a.code)
ORDER BY a.code
