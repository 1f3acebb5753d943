-- Shapes of areas of a level of the current edition, as WKB in EPSG:4326: generalised where that is prepared.
-- Values: level, zoom (a class of zoom), codes (null for all).
SELECT a.code, ST_AsBinary(coalesce(ST_Transform(s.geom, 4326), a.geom)) AS shape
FROM current_area AS a
LEFT JOIN area_shape AS s ON s.area_id = a.id AND s.zoom = %(zoom)s::int2
WHERE a.level = %(level)s AND (%(codes)s::text[] IS NULL OR a.code = ANY (%(codes)s::text[]))
ORDER BY a.code
