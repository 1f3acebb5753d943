-- What the staged authorities cover and the database does not have, put into `staged_cover`: from ever where
-- nothing was known of them, else from today. What is only by default counts where nothing else is in force.
CREATE TEMPORARY TABLE staged_cover ON COMMIT DROP AS
SELECT
  a.authority_id, s.area_code, s.extent, s.source,
  CASE WHEN EXISTS (SELECT FROM authority_coverage AS c WHERE c.authority_id = a.authority_id)
    THEN current_date ELSE '-infinity' END AS valid_from
FROM staged_coverage AS s
JOIN staged_authority AS a ON a.code = s.code
WHERE NOT EXISTS (
  SELECT FROM authority_coverage AS c
  WHERE c.authority_id = a.authority_id AND c.valid_from <= current_date AND c.valid_to > current_date
    AND (s.by_default OR c.area_code = s.area_code))
