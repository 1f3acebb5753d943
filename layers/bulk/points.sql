-- The places of a table's rows as the map draws them: the chosen reading, or the first. Slot: rows. Values: table.
SELECT
  s.line, s.state, s.chosen,
  ST_AsGeoJSON(CASE WHEN ST_NPoints(g.geom) <= 500 THEN g.geom ELSE ST_PointOnSurface(ST_Envelope(g.geom)) END, 6) AS geometry
FROM ({rows}) AS s
CROSS JOIN LATERAL (SELECT coalesce(s.geom, bulk_shape(s.readings -> 0)) AS geom) AS g
WHERE g.geom IS NOT NULL
