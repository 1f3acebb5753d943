-- Rows of authorities in which the acting account holds no seat that may load projects: row.
SELECT row FROM staged_project
WHERE NOT (SELECT acting_is_admin())
  AND NOT authority_id = ANY ((SELECT acting_authorities('planning'))::integer[])
ORDER BY row
