-- Remove from an edition the areas that are not staged.
-- Values: edition.
DELETE FROM area AS a
WHERE a.edition_id = %(edition)s AND NOT EXISTS (SELECT FROM staged_area AS s WHERE s.code = a.code)
