-- Pairs of projects of one kind, near in place, years and amount, whose titles are alike; the later one first. What is
-- compared of a title is worked out once for all pairs that it is in, and only where the villages and lanes may be the same.
-- Values: like_m, like_years, like_amount, like_title.
WITH near AS MATERIALIZED (
  SELECT
    CASE WHEN later THEN a.id ELSE b.id END AS id, CASE WHEN later THEN b.id ELSE a.id END AS other,
    a.title AS a_title, b.title AS b_title, a.approved AS a_approved, b.approved AS b_approved,
    ST_Distance(a.point::geography, b.point::geography) AS metres,
    abs(a.fiscal_year - b.fiscal_year) AS years
  FROM checked AS a
  JOIN checked AS b ON b.kind = a.kind
    AND b.point && ST_Expand(a.point, %(like_m)s / 104000.0, %(like_m)s / 110000.0)
  CROSS JOIN LATERAL (SELECT (b.fiscal_year, b.id) < (a.fiscal_year, a.id) AS later) AS o
  WHERE a.asked AND a.id <> b.id AND (later OR NOT b.asked)
    AND abs(a.fiscal_year - b.fiscal_year) <= %(like_years)s
    AND (a.approved = 0 OR b.approved = 0
      OR least(a.approved, b.approved) >= greatest(a.approved, b.approved) * %(like_amount)s)
    AND a.stage <> 'stopped' AND b.stage <> 'stopped'
    AND (a.authority_id = b.authority_id OR (a.published AND b.published))
  OFFSET 0
),
placed AS MATERIALIZED (
  SELECT t.title, title_village(t.title) AS village, title_lane(t.title) AS lane
  FROM (
    SELECT n.a_title AS title FROM near AS n WHERE n.metres <= %(like_m)s
    UNION SELECT n.b_title FROM near AS n WHERE n.metres <= %(like_m)s) AS t
),
together AS MATERIALIZED (
  SELECT n.*
  FROM near AS n
  JOIN placed AS a ON a.title = n.a_title
  JOIN placed AS b ON b.title = n.b_title
  WHERE n.metres <= %(like_m)s
    AND (n.a_title = n.b_title OR (
      coalesce(a.village = b.village, true) AND coalesce(a.lane = b.lane, true)))
),
named AS MATERIALIZED (
  SELECT t.title, title_names(t.title) AS names, title_numbers(t.title) AS numbers
  FROM (
    SELECT n.a_title AS title FROM together AS n WHERE n.a_title <> n.b_title
    UNION SELECT n.b_title FROM together AS n WHERE n.a_title <> n.b_title) AS t
)
SELECT
  n.id AS project_id, n.other AS other_id,
  jsonb_build_object('distance_m', round(n.metres), 'similarity', round(l.likeness::numeric, 2), 'years', n.years) AS figures,
  md5(least(n.id, n.other) || CASE WHEN n.a_title < n.b_title THEN n.a_title || n.b_title ELSE n.b_title || n.a_title END
    || least(n.a_approved, n.b_approved) || ' ' || greatest(n.a_approved, n.b_approved)
    || round(n.metres))::uuid AS basis
FROM together AS n
LEFT JOIN named AS a ON a.title = n.a_title AND n.a_title <> n.b_title
LEFT JOIN named AS b ON b.title = n.b_title AND n.a_title <> n.b_title
CROSS JOIN LATERAL (
  SELECT CASE WHEN n.a_title = n.b_title THEN 1
    ELSE likeness_of(a.names, b.names, a.numbers, b.numbers) END AS likeness OFFSET 0) AS l
WHERE l.likeness >= %(like_title)s
