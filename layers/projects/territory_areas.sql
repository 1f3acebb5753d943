-- The areas of the current editions that stand for an authority's territory: those that it covers, or else that of
-- its office. An area whose own level is not loaded is stood for by the one above it (`coarse`).
-- Values: authority (its id).
WITH wanted AS (
  SELECT c.area_code AS code, c.extent, 'coverage' AS basis
  FROM authority_coverage AS c
  WHERE c.authority_id = %(authority)s AND c.valid_from <= current_date AND c.valid_to > current_date
  UNION ALL
  SELECT CASE WHEN a.type = 'pao' THEN a.province_code ELSE coalesce(a.amphoe_code, a.province_code) END,
    'part', 'office'
  FROM authority AS a
  WHERE a.id = %(authority)s AND NOT EXISTS (
    SELECT FROM authority_coverage AS c
    WHERE c.authority_id = a.id AND c.valid_from <= current_date AND c.valid_to > current_date)
)
SELECT DISTINCT ON (w.code)
  a.id AS area_id, a.code AS area_code, w.code, w.extent, w.basis, a.code <> w.code AS coarse,
  a.level, a.name_th, a.name_en, a.edition, a.source, a.valid_from
FROM wanted AS w
JOIN current_area AS a ON a.code IN (w.code, left(w.code, 4), left(w.code, 2))
ORDER BY w.code, length(a.code) DESC
