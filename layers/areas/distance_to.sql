-- How far a place lies outside an area of the current editions, in metres; 0 inside, no row for no such area.
-- Values: code, lon, lat.
SELECT ST_Distance(geom::geography, ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326)::geography) AS metres
FROM current_area
WHERE code = %(code)s
