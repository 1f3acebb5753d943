-- Add to an edition the staged areas that it does not have.
-- Values: edition, level.
INSERT INTO area (edition_id, level, code, name_th, name_en, name_note, geom, geom_note)
SELECT %(edition)s, %(level)s, s.code, s.name_th, s.name_en, s.name_note, s.geom, s.geom_note
FROM staged_area AS s
WHERE NOT EXISTS (SELECT FROM area AS a WHERE a.edition_id = %(edition)s AND a.code = s.code)
ORDER BY s.code
