-- Amounts that recur at different places in one authority and year: one row an amount, by its first project.
-- How many are usual goes by how round the sum is.
-- Values: amount_least, amount_usual, amount_thousands, amount_hundreds, amount_odd, amount_apart_m.
SELECT
  g.ids[1] AS project_id, NULL::bigint AS other_id,
  jsonb_build_object(
    'amount', g.approved, 'count', cardinality(g.ids), 'places', g.places, 'projects', to_jsonb(g.ids[1:50])) AS figures,
  md5(g.approved || array_to_string(g.ids, ','))::uuid AS basis
FROM (
  SELECT c.approved, array_agg(c.id ORDER BY c.id) AS ids, count(DISTINCT ST_SnapToGrid(c.point, %(amount_apart_m)s / 108000.0)) AS places
  FROM checked AS c
  WHERE c.ours AND c.point IS NOT NULL AND c.stage <> 'stopped' AND c.approved >= %(amount_least)s
    AND c.approved %% %(amount_usual)s <> 0
  GROUP BY c.authority_id, c.fiscal_year, c.approved
  HAVING count(*) >= %(amount_odd)s
) AS g
WHERE g.places >= CASE WHEN g.approved %% 1000 = 0 THEN %(amount_thousands)s
  WHEN g.approved %% 100 = 0 THEN %(amount_hundreds)s ELSE %(amount_odd)s END
