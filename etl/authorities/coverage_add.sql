-- Add what the staged authorities cover and the database does not have: from ever where nothing was known of
-- them, else from today. What is only by default is added where nothing else is in force.
INSERT INTO authority_coverage (authority_id, area_code, extent, source, valid_from)
SELECT
  a.authority_id, s.area_code, s.extent, s.source,
  CASE WHEN EXISTS (SELECT FROM authority_coverage AS c WHERE c.authority_id = a.authority_id)
    THEN current_date ELSE '-infinity' END
FROM staged_coverage AS s
JOIN staged_authority AS a ON a.code = s.code
WHERE NOT EXISTS (
  SELECT FROM authority_coverage AS c
  WHERE c.authority_id = a.authority_id AND c.valid_from <= current_date AND c.valid_to > current_date
    AND (s.by_default OR c.area_code = s.area_code))
ORDER BY s.code, s.area_code
