-- What the staged areas cover of an edition: one row.
-- Values: edition. `areas` of the edition, how many of them are staged too (`shared`), and how many areas
-- of the level above lose all that the edition has of them (`emptied`).
SELECT
  count(*) AS areas,
  count(s.code) AS shared,
  (SELECT count(*) FROM (
    SELECT a.parent_code FROM area AS a LEFT JOIN staged_area AS s ON left(s.code, -2) = a.parent_code
    WHERE a.edition_id = %(edition)s AND a.parent_code IS NOT NULL
    GROUP BY a.parent_code HAVING count(s.code) = 0
  ) AS lost) AS emptied
FROM area AS a
LEFT JOIN staged_area AS s ON s.code = a.code
WHERE a.edition_id = %(edition)s
