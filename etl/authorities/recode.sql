-- Give an authority a new code from a day on; the old one ends then. One row when it was done: authority_id.
-- Values: old, new, day (NULL for today).
WITH ended AS (
  UPDATE authority_code SET valid_to = coalesce(%(day)s::date, current_date)
  WHERE scheme = 'dla' AND code = %(old)s
    AND valid_from < coalesce(%(day)s::date, current_date) AND valid_to > coalesce(%(day)s::date, current_date)
  RETURNING authority_id, valid_to
)
INSERT INTO authority_code (authority_id, scheme, code, valid_from)
SELECT authority_id, 'dla', %(new)s, valid_to FROM ended
RETURNING authority_id
