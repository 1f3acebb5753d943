-- Bring the areas of an edition that differ from the staged ones up to them; their ids stay.
-- Values: edition.
UPDATE area AS a
SET name_th = s.name_th, name_en = s.name_en, name_note = s.name_note, geom = s.geom, geom_note = s.geom_note
FROM staged_area AS s
WHERE a.edition_id = %(edition)s AND s.code = a.code AND NOT (
  (a.name_th, a.name_en, a.name_note, a.geom_note)
    IS NOT DISTINCT FROM (s.name_th, s.name_en, s.name_note, s.geom_note) AND a.geom = s.geom)
