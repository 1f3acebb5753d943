-- Some rows of a table, in the order of the file, with how far a row's place lies from the one in force of its phase
-- (`apart_m`) and from those of the other phases (`drift_m`), in metres.
-- Slots: rows, which (a condition on s). Values: table, limit, skip, and those of the condition.
SELECT
  s.line, s.cells, s.text, s.problem, s.status, s.readings, s.said, s.chosen, s.project_id, s.matched, s.saved, s.title,
  s.reference, s.fiscal_year, s.state, s.standing,
  ST_Y(place_point(s.standing_geom)) AS standing_lat, ST_X(place_point(s.standing_geom)) AS standing_lon,
  CASE WHEN s.standing_geom IS NOT NULL AND s.geom IS NOT NULL THEN place_drift(s.standing_geom, s.geom) END AS apart_m,
  (
    SELECT max(place_drift(o.geom, s.geom)) FROM location AS o
    WHERE o.project_id = s.project_id AND o.superseded_at IS NULL AND o.phase <> s.phase AND s.geom IS NOT NULL
  ) AS drift_m
FROM ({rows}) AS s
WHERE {which}
ORDER BY s.line
LIMIT %(limit)s OFFSET %(skip)s
