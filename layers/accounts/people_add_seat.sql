-- Add a seat from today on, unless the account holds it. Values: account, role, authority (id or null), area (or null).
INSERT INTO seat (account_id, role, authority_id, area_code)
SELECT %(account)s, %(role)s, %(authority)s::integer, %(area)s::text
WHERE NOT EXISTS (
  SELECT FROM seat
  WHERE account_id = %(account)s AND role = %(role)s AND valid_to > current_date
    AND authority_id IS NOT DISTINCT FROM %(authority)s::integer AND area_code IS NOT DISTINCT FROM %(area)s::text
)
