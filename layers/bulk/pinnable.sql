-- The projects that the acting account may pin. Slot: seats, a condition on f. Values: authority (a code, or null), which
-- an administrator has to name.
SELECT f.project_id, f.fiscal_year, f.reference, f.title
FROM visible_project AS f
WHERE {seats} AND (NOT (SELECT acting_is_admin())
  OR f.authority_id = (SELECT c.id FROM current_authority AS c WHERE c.code = %(authority)s))
