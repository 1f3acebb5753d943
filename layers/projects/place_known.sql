-- Places of a project as they are or were known, the newest first.
-- Slots: which, a condition on location l. Values: project, and those of the condition.
SELECT
  l.id, l.phase, ST_Y(place_point(l.geom)) AS lat, ST_X(place_point(l.geom)) AS lon,
  GeometryType(l.geom) AS shape, l.text_entered, l.crs, l.operation, l.method, l.accuracy_m,
  l.created_at AS at, l.created_by AS account, account_name(l.created_by) AS by, l.restores, l.superseded_at
FROM location AS l
WHERE l.project_id = %(project)s AND {which}
ORDER BY l.created_at DESC, l.id DESC
