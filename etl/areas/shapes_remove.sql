-- Remove all shapes for drawing of an edition.
-- Values: edition.
DELETE FROM area_shape AS s USING area AS a WHERE a.id = s.area_id AND a.edition_id = %(edition)s
