-- All versions of the moment, in one row of arrays.
SELECT
  current_date::text AS day, l.layers, l.layer_versions, r.xs, r.ys, r.region_versions
FROM (
  SELECT array_agg(layer) AS layers, array_agg(version || '.' || xmin) AS layer_versions FROM layer_version
) AS l
CROSS JOIN (
  SELECT array_agg(x::int4) AS xs, array_agg(y::int4) AS ys, array_agg(version || '.' || xmin) AS region_versions
  FROM region_version WHERE layer = 'projects'
) AS r
