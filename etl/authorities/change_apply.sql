-- Bring the authorities of `staged_change` up to it.
UPDATE authority AS a
SET
  type = w.type, name_th = w.name_th, name_en = w.name_en, province_code = w.province_code,
  amphoe_code = w.amphoe_code, supervising_level = w.supervising_level, area_km2 = w.area_km2,
  office = w.office, office_note = w.office_note
FROM staged_change AS w
WHERE a.id = w.id
