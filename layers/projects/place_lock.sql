-- A project held against other writers until the transaction ends, and whether the acting account may pin it;
-- no row where the acting account may not change the project at all.
-- Values: project.
SELECT
  id, authority_id, version, needs_place,
  authority_id = ANY (acting_authorities('engineering', 'planning')) OR acting_is_admin() AS may_pin
FROM project
WHERE id = %(project)s
FOR NO KEY UPDATE
