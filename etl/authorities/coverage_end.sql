-- End what the staged authorities covered and the list contradicts: rows of another area or extent, where the
-- list tells itself, or where both are only by default. One row each: id.
-- Values: defaults (the sources of what no list tells).
WITH over AS (
  SELECT c.id, c.valid_from
  FROM authority_coverage AS c
  JOIN staged_authority AS a ON a.authority_id = c.authority_id
  WHERE c.valid_from <= current_date AND c.valid_to > current_date
    AND EXISTS (
      SELECT FROM staged_coverage AS s
      WHERE s.code = a.code AND (NOT s.by_default OR c.source = ANY (%(defaults)s)))
    AND NOT EXISTS (
      SELECT FROM staged_coverage AS s
      WHERE s.code = a.code AND s.area_code = c.area_code AND s.extent = c.extent)
),
undone AS (
  DELETE FROM authority_coverage AS c USING over
  WHERE c.id = over.id AND over.valid_from = current_date
  RETURNING c.id
),
ended AS (
  UPDATE authority_coverage AS c SET valid_to = current_date
  FROM over WHERE c.id = over.id AND over.valid_from < current_date
  RETURNING c.id
)
SELECT id FROM undone UNION ALL SELECT id FROM ended
