-- Add the staged authorities that the database does not have, with their codes; one row each: code.
-- Ids are given in the order of the codes, which is how the two are brought together again.
-- Values: valid_from (of the codes).
WITH fresh AS (
  SELECT *, row_number() OVER (ORDER BY code) AS n FROM staged_authority WHERE is_new
),
added AS (
  INSERT INTO authority (
    type, name_th, name_en, province_code, amphoe_code, supervising_level, area_km2, office, office_note)
  SELECT type, name_th, name_en, province_code, amphoe_code, supervising_level, area_km2, office, office_note
  FROM fresh ORDER BY n
  RETURNING id
),
numbered AS (
  SELECT id, row_number() OVER (ORDER BY id) AS n FROM added
)
INSERT INTO authority_code (authority_id, scheme, code, valid_from)
SELECT numbered.id, 'dla', fresh.code, %(valid_from)s
FROM fresh JOIN numbered USING (n)
RETURNING code
