-- The degrees between which an authority's published projects lie, or an area does; null where nothing is known.
-- Values: authority (code, or null), area (code, or null).
WITH place AS (
  SELECT a.geom FROM current_area AS a WHERE a.code = %(area)s
  UNION ALL
  SELECT f.point FROM public_project AS f
  WHERE f.authority_id = (SELECT id FROM current_authority WHERE code = %(authority)s)
),
box AS (SELECT ST_Extent(geom) AS box FROM place)
SELECT ST_XMin(box) AS west, ST_YMin(box) AS south, ST_XMax(box) AS east, ST_YMax(box) AS north FROM box
