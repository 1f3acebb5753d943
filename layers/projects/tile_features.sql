-- Cells as features: a point in the middle of each, with how many projects there are, their approved money in baht,
-- how many are at each stage (absent where none), and the stage that most are at.
-- Slots: cells (bx, by, plan, approved, contracted, paying, finished, stopped: numbers; satang).
-- Values: first_bx, first_by (the cell in the tile's north-western corner), cell_width (in the tile's grid).
SELECT
  NULL::bigint AS feature_id, c.count, (c.satang / 100.0)::float8 AS approved,
  CASE greatest(c.plan, c.approved, c.contracted, c.paying, c.finished, c.stopped)
    WHEN c.plan THEN 'plan' WHEN c.approved THEN 'approved' WHEN c.contracted THEN 'contracted'
    WHEN c.paying THEN 'paying' WHEN c.finished THEN 'finished' ELSE 'stopped' END AS stage,
  nullif(c.plan, 0) AS n_plan, nullif(c.approved, 0) AS n_approved, nullif(c.contracted, 0) AS n_contracted,
  nullif(c.paying, 0) AS n_paying, nullif(c.finished, 0) AS n_finished, nullif(c.stopped, 0) AS n_stopped,
  ST_MakePoint(
    (c.bx - %(first_bx)s::int4) * %(cell_width)s::int4 + %(cell_width)s::int4 / 2,
    (c.by - %(first_by)s::int4) * %(cell_width)s::int4 + %(cell_width)s::int4 / 2) AS geom
FROM (
  SELECT *, plan + approved + contracted + paying + finished + stopped AS count FROM ({cells}) AS cells
) AS c
WHERE c.count > 0
