-- One text that changes with any of the layers, or with any project in the squares of zoom 8.
-- With its transaction a version is told from one that a restored backup brings again.
-- Values: depends (layers), region_west, region_east, region_north, region_south.
SELECT concat_ws(
  ' ', current_date::text,
  (SELECT string_agg(layer || '=' || version || '.' || xmin, ' ' ORDER BY layer COLLATE "C")
   FROM layer_version WHERE layer = ANY(%(depends)s::text[])),
  (SELECT string_agg(x || '/' || y || '=' || version || '.' || xmin, ' ' ORDER BY x, y)
   FROM region_version
   WHERE layer = 'projects' AND x BETWEEN %(region_west)s::int4 AND %(region_east)s::int4
     AND y BETWEEN %(region_north)s::int4 AND %(region_south)s::int4)
)
