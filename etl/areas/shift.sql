-- How far the staged areas stand from those of an edition with the same codes, in metres: one row.
-- Values: edition. `pairs` compared; `east` and `north`, the medians; `spread`, the median distance from those.
WITH moved AS (
  SELECT
    (ST_X(c.staged) - ST_X(c.stored)) * 111320 * cos(radians(ST_Y(c.stored))) AS east,
    (ST_Y(c.staged) - ST_Y(c.stored)) * 110574 AS north
  FROM staged_area AS s
  JOIN area AS a ON a.edition_id = %(edition)s AND a.code = s.code
  CROSS JOIN LATERAL (SELECT ST_Centroid(s.geom) AS staged, ST_Centroid(a.geom) AS stored) AS c
),
median AS (
  SELECT
    count(*) AS pairs,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY east) AS east,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY north) AS north
  FROM moved
)
SELECT
  m.pairs, coalesce(m.east, 0) AS east, coalesce(m.north, 0) AS north,
  coalesce((SELECT percentile_cont(0.5) WITHIN GROUP (
    ORDER BY sqrt((d.east - m.east) ^ 2 + (d.north - m.north) ^ 2)) FROM moved AS d), 0) AS spread
FROM median AS m
