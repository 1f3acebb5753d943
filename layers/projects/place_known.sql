-- Places of a project as they are or were known, the newest first; those that the acting account may see.
-- Slots: which, a condition on place l. Values: project, and those of the condition.
SELECT
  l.id, l.phase, ST_AsBinary(l.geom) AS geometry, ST_Y(place_point(l.geom)) AS lat, ST_X(place_point(l.geom)) AS lon,
  GeometryType(l.geom) AS shape, l.text_entered, l.crs, l.operation, l.method, l.accuracy_m, l.precision_m, l.repairs,
  l.evidence, l.note, l.grade, l.grade_reasons, l.error_m, l.created_at AS at, l.created_by AS account,
  account_name(l.created_by) AS by, l.role, l.restores, l.superseded_at
FROM visible_place AS l
WHERE l.project_id = %(project)s AND {which}
ORDER BY l.created_at DESC, l.id DESC
