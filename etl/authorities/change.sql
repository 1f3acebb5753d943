-- What changes in the authorities that the list has and the database too, put into `staged_change`.
-- What the list does not have stays; a coordinate that is not trusted takes away only itself.
CREATE TEMPORARY TABLE staged_change ON COMMIT DROP AS
SELECT w.*, (w.province_code, w.amphoe_code) IS DISTINCT FROM (a.province_code, a.amphoe_code) AS is_moved
FROM (
  SELECT
    s.code, b.id, s.type, s.name_th, coalesce(s.name_en, b.name_en) AS name_en, s.province_code,
    CASE WHEN s.province_code = b.province_code THEN coalesce(s.amphoe_code, b.amphoe_code) ELSE s.amphoe_code END
      AS amphoe_code,
    s.supervising_level, coalesce(s.area_km2, b.area_km2) AS area_km2,
    CASE
      WHEN s.office IS NOT NULL THEN s.office
      WHEN s.published = b.office THEN NULL
      ELSE b.office
    END AS office,
    CASE WHEN s.published IS NULL AND s.office_note IS NULL THEN b.office_note ELSE s.office_note END AS office_note
  FROM staged_authority AS s
  JOIN authority AS b ON b.id = s.authority_id
  WHERE NOT s.is_new
) AS w
JOIN authority AS a ON a.id = w.id
WHERE
  (a.type, a.name_th, a.name_en, a.province_code, a.amphoe_code, a.supervising_level, a.area_km2, a.office_note)
    IS DISTINCT FROM
  (w.type, w.name_th, w.name_en, w.province_code, w.amphoe_code, w.supervising_level, w.area_km2, w.office_note)
  OR a.office IS DISTINCT FROM w.office
