-- The projects in a tile one by one: with all attributes where these fit, else with the short ones. Where there are
-- too many even so, those that stand together are one feature with the numbers of a cell.
-- Slots: hits (columns of f), which (a condition on f), weight (bytes of an h's texts), joins, attributes, nulls.
-- Values: across (tiles around the world at this zoom), x, y (of the tile), margin (in the tile's grid), min_lon,
-- min_lat, max_lon, max_lat (the margin included), most (features), most_bytes, bin_shift (grid to bins).
WITH hits AS MATERIALIZED (
  SELECT
    f.project_id, f.stage, f.approved, {hits}
    floor(((ST_X(f.point) + 180) / 360 * %(across)s::float8 - %(x)s::float8) * 4096)::int4 AS px,
    floor(((1 - asinh(tan(radians(ST_Y(f.point)))) / pi()) / 2 * %(across)s::float8 - %(y)s::float8) * 4096)::int4 AS py
  FROM public_project AS f
  WHERE
    f.point && ST_MakeEnvelope(%(min_lon)s::float8, %(min_lat)s::float8, %(max_lon)s::float8, %(max_lat)s::float8, 4326)
    AND f.cell_y IS NOT NULL AND {which}
),
h AS (
  SELECT * FROM hits
  WHERE px >= -%(margin)s::int4 AND px < 4096 + %(margin)s::int4
    AND py >= -%(margin)s::int4 AND py < 4096 + %(margin)s::int4
),
total AS (
  SELECT count(*) <= %(most)s::int4 AS fit, sum({weight}) <= %(most_bytes)s::int4 AS texts_fit FROM h
)
SELECT
  h.project_id AS feature_id, h.project_id AS id, 1::bigint AS count, h.approved::float8 AS approved, h.stage,
  NULL::bigint AS n_plan, NULL::bigint AS n_approved, NULL::bigint AS n_contracted,
  NULL::bigint AS n_paying, NULL::bigint AS n_finished, NULL::bigint AS n_stopped, {attributes}
  ST_MakePoint(h.px, h.py) AS geom
FROM h {joins}
WHERE (SELECT fit FROM total)
UNION ALL
SELECT
  b.id, b.id, b.count, b.approved::float8,
  CASE greatest(b.n_plan, b.n_approved, b.n_contracted, b.n_paying, b.n_finished, b.n_stopped)
    WHEN b.n_plan THEN 'plan' WHEN b.n_approved THEN 'approved' WHEN b.n_contracted THEN 'contracted'
    WHEN b.n_paying THEN 'paying' WHEN b.n_finished THEN 'finished' ELSE 'stopped' END,
  nullif(b.n_plan, 0), nullif(b.n_approved, 0), nullif(b.n_contracted, 0),
  nullif(b.n_paying, 0), nullif(b.n_finished, 0), nullif(b.n_stopped, 0), {nulls}
  ST_MakePoint(b.px, b.py)
FROM (
  SELECT
    CASE count(*) WHEN 1 THEN min(h.project_id) END AS id, count(*) AS count, sum(h.approved) AS approved,
    count(*) FILTER (WHERE h.stage = 'plan') AS n_plan, count(*) FILTER (WHERE h.stage = 'approved') AS n_approved,
    count(*) FILTER (WHERE h.stage = 'contracted') AS n_contracted,
    count(*) FILTER (WHERE h.stage = 'paying') AS n_paying, count(*) FILTER (WHERE h.stage = 'finished') AS n_finished,
    count(*) FILTER (WHERE h.stage = 'stopped') AS n_stopped,
    floor(avg(h.px))::int4 AS px, floor(avg(h.py))::int4 AS py
  FROM h
  WHERE NOT (SELECT fit FROM total)
  GROUP BY h.px >> %(bin_shift)s::int4, h.py >> %(bin_shift)s::int4
) AS b
