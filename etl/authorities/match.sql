-- Find the staged authorities that the database has, by DLA's code in force today.
UPDATE staged_authority AS s
SET authority_id = c.authority_id, is_new = false
FROM authority_code AS c
WHERE c.scheme = 'dla' AND c.code = s.code AND c.valid_from <= current_date AND c.valid_to > current_date
