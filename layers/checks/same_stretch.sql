-- Road works that begin on the stretch of another within the warranty after that was finished: the later one first. A work
-- begins with its first contract; one that has none is taken to begin in its fiscal year, after the other was finished.
-- Values: warranty_years, stretch_m, stretch_wide_m, stretch_point_m.
WITH near AS MATERIALIZED (
  SELECT a.id, b.id AS other, a.fiscal_year, a.geom, b.geom AS other_geom, b.finished_on
  FROM checked_road AS a
  JOIN checked_road AS b ON b.geom && ST_Expand(a.geom, %(stretch_point_m)s / 100000.0)
  WHERE (a.asked OR b.asked) AND a.id <> b.id AND b.finished_on IS NOT NULL
    AND (a.finished_on IS NULL OR a.finished_on > b.finished_on)
    AND make_date(a.fiscal_year, 9, 30) >= b.finished_on
    AND make_date(a.fiscal_year - 1, 10, 1) <= b.finished_on + make_interval(years => %(warranty_years)s)
    AND (a.authority_id = b.authority_id OR (a.published AND b.published))
  OFFSET 0
),
shared AS MATERIALIZED (
  SELECT n.*, s.overlap, s.metres
  FROM near AS n
  CROSS JOIN LATERAL (
    SELECT ST_Transform(n.geom, 32647) AS one, ST_Transform(n.other_geom, 32647) AS other
  ) AS g
  CROSS JOIN LATERAL (
    SELECT
      CASE WHEN ST_Dimension(g.one) = 1 AND ST_Dimension(g.other) = 1
        THEN ST_Length(ST_Intersection(g.one, ST_Buffer(g.other, %(stretch_wide_m)s, 'endcap=flat'))) END AS overlap,
      ST_Distance(g.one, g.other) AS metres
  ) AS s
  WHERE CASE WHEN s.overlap IS NOT NULL
    THEN s.overlap >= least(%(stretch_m)s, ST_Length(g.one) / 2, ST_Length(g.other) / 2)
    ELSE s.metres <= %(stretch_point_m)s END
)
SELECT
  s.id AS project_id, s.other AS other_id,
  jsonb_build_object(
    'overlap_m', round(s.overlap), 'distance_m', round(s.metres), 'finished_on', s.finished_on,
    'begun_on', b.contract, 'warranty_to', w.ends) AS figures,
  md5(ST_AsText(s.geom, 6) || ST_AsText(s.other_geom, 6) || s.finished_on || coalesce(b.contract::text, ''))::uuid AS basis
FROM shared AS s
CROSS JOIN LATERAL (SELECT (s.finished_on + make_interval(years => %(warranty_years)s))::date AS ends) AS w
CROSS JOIN LATERAL (
  SELECT min(e.occurred_on) AS contract FROM money_event AS e
  WHERE e.project_id = s.id AND e.kind = 'contract' AND e.amount > 0
) AS b
WHERE coalesce(b.contract, greatest(make_date(s.fiscal_year - 1, 10, 1), s.finished_on + 1))
  BETWEEN s.finished_on + 1 AND w.ends
