-- What the staged authorities cover and the list contradicts, put into `staged_end`: rows of another area or
-- extent, where the list tells itself, or where both are only by default. `is_fresh` began today.
-- Values: defaults (the sources of what no list tells).
CREATE TEMPORARY TABLE staged_end ON COMMIT DROP AS
SELECT c.id, c.valid_from = current_date AS is_fresh
FROM authority_coverage AS c
JOIN staged_authority AS a ON a.authority_id = c.authority_id
WHERE c.valid_from <= current_date AND c.valid_to > current_date
  AND EXISTS (
    SELECT FROM staged_coverage AS s
    WHERE s.code = a.code AND (NOT s.by_default OR c.source = ANY (%(defaults)s)))
  AND NOT EXISTS (
    SELECT FROM staged_coverage AS s
    WHERE s.code = a.code AND s.area_code = c.area_code AND s.extent = c.extent)
