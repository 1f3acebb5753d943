-- Names that a project's row gives by code: the column to fill, the column with the code, the code, the name.
-- The first rows, without a code, say which columns there are even where a list is empty.
-- Values: stages, stage_names (two arrays of equal length).
SELECT n."column", n."by", NULL AS code, NULL AS name
FROM (VALUES
  ('stage_th', 'stage'), ('authority_code', 'authority_id'), ('authority_name', 'authority_id'),
  ('programme_th', 'programme'), ('source_th', 'source'), ('category_th', 'category'),
  ('province_th', 'province_code'), ('amphoe_th', 'amphoe_code'), ('tambon_th', 'tambon_code')
) AS n ("column", "by")
UNION ALL
SELECT 'stage_th', 'stage', code, name
FROM unnest(%(stages)s::text[], %(stage_names)s::text[]) AS s (code, name)
UNION ALL
SELECT n."column", 'authority_id', a.id::text, CASE n."column" WHEN 'authority_code' THEN c.code ELSE a.label_th END
FROM authority AS a
LEFT JOIN LATERAL (
  SELECT k.code
  FROM authority_code AS k
  WHERE k.authority_id = a.id AND k.scheme = 'dla'
  ORDER BY k.valid_from <= current_date DESC, k.valid_to DESC
  LIMIT 1
) AS c ON true
CROSS JOIN (VALUES ('authority_code'), ('authority_name')) AS n ("column")
UNION ALL
SELECT 'programme_th', 'programme', code, name_th FROM programme
UNION ALL
SELECT 'source_th', 'source', code, name_th FROM source
UNION ALL
SELECT 'category_th', 'category', code, name_th FROM category
UNION ALL
SELECT level || '_th', level || '_code', code, name_th FROM current_area
