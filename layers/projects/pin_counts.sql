-- How many projects of the acting account's seats have a place, need one, or need none, and have places too far apart;
-- one row.
-- Slots: seats, which. Values: those of the filters, authority (its code, or null).
SELECT
  count(*) FILTER (WHERE f.located = 'no') AS missing,
  count(*) FILTER (WHERE f.located = 'yes') AS placed,
  count(*) FILTER (WHERE f.located = 'not-needed') AS not_needed,
  count(*) FILTER (WHERE f.drift_over) AS drifting
FROM visible_project AS f
WHERE {seats} AND {which}
