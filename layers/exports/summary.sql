-- What an export will hold: one row with numbers of rows, of placed ones, of drafts, and sums in satang.
-- Slots: sums (further columns), source (the layer's own statement).
SELECT
  count(*) AS rows, count(r.geom) AS placed, count(*) FILTER (WHERE NOT r.published) AS drafts,
  coalesce(bool_or(r.is_demo), false) AS demo, now() AS taken_at{sums}
FROM ({source}) AS r
