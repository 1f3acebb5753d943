-- The places of a table's rows as the map draws them: the chosen reading, or the first. Shapes of more vertices than are
-- sent are drawn as their outline, or as a point where that has too many still. Slot: rows. Values: table, vertices.
SELECT
  s.line, s.state, s.chosen,
  ST_AsGeoJSON(CASE
    WHEN ST_NPoints(g.geom) <= %(vertices)s THEN g.geom
    WHEN ST_NPoints(o.geom) BETWEEN 1 AND %(vertices)s THEN o.geom
    ELSE ST_PointOnSurface(ST_Envelope(g.geom)) END, 6) AS geometry
FROM ({rows}) AS s
CROSS JOIN LATERAL (SELECT coalesce(s.geom, bulk_shape(s.readings -> 0)) AS geom) AS g
CROSS JOIN LATERAL (
  SELECT CASE WHEN ST_NPoints(g.geom) > %(vertices)s
    THEN ST_Simplify(g.geom, (ST_Perimeter(ST_Envelope(g.geom)) + ST_Length(ST_Envelope(g.geom))) / 50) END AS geom) AS o
WHERE g.geom IS NOT NULL
