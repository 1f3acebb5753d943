-- The province nearest to a point that lies in none, and its distance in metres. Values: lon, lat (degrees).
WITH place AS (SELECT ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326) AS geom),
near AS (
  SELECT p.area_id, ST_Distance(p.geom::geography, place.geom::geography) AS distance_m
  FROM place
  CROSS JOIN LATERAL (
    SELECT piece.area_id, piece.geom
    FROM area_piece AS piece
    WHERE piece.is_current AND piece.level = 'province'
    ORDER BY piece.geom <-> place.geom
    LIMIT 4
  ) AS p
)
SELECT a.name_th, coalesce(a.name_en, a.name_th) AS name_en, n.distance_m
FROM near AS n
JOIN area AS a ON a.id = n.area_id
ORDER BY n.distance_m
LIMIT 1
