-- End today what `staged_end` holds; what began today was never in force and goes.
WITH undone AS (
  DELETE FROM authority_coverage AS c USING staged_end AS e WHERE c.id = e.id AND e.is_fresh
)
UPDATE authority_coverage AS c SET valid_to = current_date
FROM staged_end AS e
WHERE c.id = e.id AND NOT e.is_fresh
