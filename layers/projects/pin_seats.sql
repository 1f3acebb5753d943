-- A condition on a project f: the acting account may pin it. An administrator names the authority.
(f.authority_id = ANY ((SELECT acting_authorities('engineering', 'planning'))::integer[])
  OR ((SELECT acting_is_admin()) AND %(authority)s::text IS NOT NULL))
