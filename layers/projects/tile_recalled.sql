-- Counts by cell and stage that were worked out before. Values: shift, and arrays: xs, ys, stages, numbers, amounts, easts, souths.
SELECT x >> %(shift)s::int4 AS bx, y >> %(shift)s::int4 AS by, stage, n, satang, east, south
FROM unnest(%(xs)s::int4[], %(ys)s::int4[], %(stages)s::text[], %(numbers)s::bigint[], %(amounts)s::bigint[],
  %(easts)s::bigint[], %(souths)s::bigint[]) AS r (x, y, stage, n, satang, east, south)
