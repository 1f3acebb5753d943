-- Rows of authorities in which the acting account holds no seat that may load projects: row, whose it is.
SELECT s.row, a.label_th AS authority
FROM staged_project AS s
LEFT JOIN current_authority AS a ON a.id = s.authority_id
WHERE NOT (SELECT acting_is_admin())
  AND NOT s.authority_id = ANY ((SELECT acting_authorities('planning'))::integer[])
ORDER BY s.row
