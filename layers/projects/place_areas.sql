-- What a point lies in by the current editions, and the nearest province with its distance in metres where it
-- lies in none. One row. Values: lon, lat (degrees).
WITH place AS (SELECT ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326) AS geom),
within AS (SELECT (area_of(place.geom)).* FROM place)
SELECT
  w.tambon_code, t.name_th AS tambon_th, t.name_en AS tambon_en,
  w.amphoe_code, a.name_th AS amphoe_th, a.name_en AS amphoe_en,
  w.province_code, p.name_th AS province_th, p.name_en AS province_en,
  near.name_th AS near_th, near.name_en AS near_en, near.distance_m AS near_m,
  (SELECT count(*) FROM current_area WHERE level = 'province') AS provinces
FROM within AS w
LEFT JOIN current_area AS t ON t.level = 'tambon' AND t.code = w.tambon_code
LEFT JOIN current_area AS a ON a.level = 'amphoe' AND a.code = w.amphoe_code
LEFT JOIN current_area AS p ON p.level = 'province' AND p.code = w.province_code
LEFT JOIN LATERAL (
  SELECT c.name_th, c.name_en, n.distance_m
  FROM (
    SELECT k.area_id, ST_Distance(k.geom::geography, k.point::geography) AS distance_m
    FROM (
      SELECT piece.area_id, piece.geom, place.geom AS point
      FROM place, area_piece AS piece
      WHERE piece.is_current AND piece.level = 'province'
      ORDER BY piece.geom <-> place.geom
      LIMIT 4
    ) AS k
    ORDER BY distance_m
    LIMIT 1
  ) AS n
  JOIN current_area AS c ON c.id = n.area_id
) AS near ON w.province_code IS NULL
