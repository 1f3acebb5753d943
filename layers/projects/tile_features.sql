-- Cells as features: a point in the middle of its projects, with how many projects there are, their approved money in baht,
-- how many are at each stage (absent where none), and the stage that most are at.
-- Slots: cells (bx, by, plan, approved, contracted, paying, finished, stopped: numbers; satang;
-- middle_x, middle_y in cells of level 23).
-- Values: first_bx, first_by (the cell in the tile's north-western corner), cell_width (in the tile's grid),
-- middle_width (cells of level 23 across a cell).
SELECT
  NULL::int8 AS feature_id, c.count, (c.satang / 100.0)::float8 AS approved,
  CASE greatest(c.plan, c.approved, c.contracted, c.paying, c.finished, c.stopped)
    WHEN c.plan THEN 'plan' WHEN c.approved THEN 'approved' WHEN c.contracted THEN 'contracted'
    WHEN c.paying THEN 'paying' WHEN c.finished THEN 'finished' ELSE 'stopped' END AS stage,
  nullif(c.plan, 0) AS n_plan, nullif(c.approved, 0) AS n_approved, nullif(c.contracted, 0) AS n_contracted,
  nullif(c.paying, 0) AS n_paying, nullif(c.finished, 0) AS n_finished, nullif(c.stopped, 0) AS n_stopped,
  ST_MakePoint(
    round((c.middle_x / %(middle_width)s::float8 - %(first_bx)s::int4) * %(cell_width)s::int4),
    round((c.middle_y / %(middle_width)s::float8 - %(first_by)s::int4) * %(cell_width)s::int4)) AS geom
FROM (
  SELECT
    n.*, n.plan + n.approved + n.contracted + n.paying + n.finished + n.stopped AS count
  FROM (
    -- Sums of whole numbers are numeric, which a vector tile would hold as text.
    SELECT
      bx, by, plan::int8, approved::int8, contracted::int8, paying::int8, finished::int8, stopped::int8, satang,
      middle_x::float8, middle_y::float8
    FROM ({cells}) AS cells
  ) AS n
) AS c
WHERE c.count > 0
