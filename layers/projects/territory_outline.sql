-- An authority's territory as GeoJSON for drawing, generalised to some 20 m; null where nothing is known.
-- Values: authority (its id), areas (ids of those that stand for it where it has no boundary).
SELECT ST_AsGeoJSON(ST_SimplifyPreserveTopology(ST_Union(s.geom), 0.0002), 5) AS outline
FROM (
  SELECT a.boundary AS geom FROM authority AS a WHERE a.id = %(authority)s AND a.boundary IS NOT NULL
  UNION ALL
  SELECT ST_SimplifyPreserveTopology(a.geom, 0.0001) FROM area AS a WHERE a.id = ANY (%(areas)s::bigint[])
) AS s
