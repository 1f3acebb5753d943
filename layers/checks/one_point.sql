-- Points on which many projects of one authority stand, to a metre: one row a point, by its first project; with the office
-- of an authority that stands there.
-- Values: point_least, point_office_m.
SELECT
  g.ids[1] AS project_id, NULL::bigint AS other_id,
  jsonb_build_object(
    'count', cardinality(g.ids), 'lat', round(ST_Y(g.point)::numeric, 5), 'lon', round(ST_X(g.point)::numeric, 5),
    'office_th', o.label_th, 'office_en', o.label_en, 'office_m', round(o.metres), 'projects', to_jsonb(g.ids[1:50])) AS figures,
  md5(ST_AsText(g.point, 5) || array_to_string(g.ids, ','))::uuid AS basis
FROM (
  SELECT ST_SnapToGrid(c.point, 0.00001) AS point, array_agg(c.id ORDER BY c.id) AS ids
  FROM checked AS c
  WHERE c.ours AND c.point IS NOT NULL AND c.stage <> 'stopped'
  GROUP BY c.authority_id, ST_SnapToGrid(c.point, 0.00001)
  HAVING count(*) >= %(point_least)s
) AS g
LEFT JOIN LATERAL (
  SELECT a.label_th, a.label_en, ST_Distance(a.office::geography, g.point::geography) AS metres
  FROM authority AS a
  WHERE a.office && ST_Expand(g.point, %(point_office_m)s / 100000.0)
    AND ST_DWithin(a.office::geography, g.point::geography, %(point_office_m)s)
  ORDER BY 3 LIMIT 1
) AS o ON true
