-- A point in the middle of some areas and of an authority's own boundary; nulls where there are none.
-- Values: areas (ids), authority (its id, or null).
SELECT ST_Y(c.point) AS lat, ST_X(c.point) AS lon
FROM (
  SELECT ST_Centroid(ST_Collect(ST_PointOnSurface(s.geom))) AS point
  FROM (
    SELECT a.geom FROM area AS a WHERE a.id = ANY (%(areas)s::bigint[])
    UNION ALL
    SELECT u.boundary FROM authority AS u WHERE u.id = %(authority)s::integer AND u.boundary IS NOT NULL
  ) AS s
) AS c
