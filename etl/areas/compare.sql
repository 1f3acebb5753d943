-- How the staged areas differ from those of an edition: one row of counts.
-- Values: edition (its id; NULL for none).
SELECT
  count(*) FILTER (WHERE a.id IS NULL) AS added,
  count(*) FILTER (WHERE s.code IS NULL) AS removed,
  count(*) FILTER (WHERE a.id IS NOT NULL AND s.code IS NOT NULL AND is_same) AS unchanged,
  count(*) FILTER (WHERE a.id IS NOT NULL AND s.code IS NOT NULL AND NOT is_same) AS changed,
  count(s.code) AS areas
FROM staged_area AS s
FULL JOIN (SELECT * FROM area WHERE edition_id = %(edition)s) AS a ON a.code = s.code
CROSS JOIN LATERAL (SELECT
  (a.name_th, a.name_en, a.name_note, a.geom_note)
    IS NOT DISTINCT FROM (s.name_th, s.name_en, s.name_note, s.geom_note) AND a.geom = s.geom AS is_same
) AS c
