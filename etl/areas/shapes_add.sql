-- Store the staged shapes for drawing, of an edition that has none.
-- Values: edition.
INSERT INTO area_shape (area_id, level, code, is_current, zoom, geom)
SELECT a.id, a.level, a.code, e.is_current, s.zoom, s.geom
FROM staged_shape AS s
JOIN area AS a ON a.edition_id = %(edition)s AND a.code = s.code
JOIN area_edition AS e ON e.id = a.edition_id
ORDER BY s.zoom, a.code
