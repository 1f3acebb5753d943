-- The place in force, as it was entered, for the accounts that may see it. Value: id.
SELECT
  l.id, l.phase, l.method, l.accuracy_m, l.text_entered, l.crs, l.note, l.created_at,
  account_name(l.created_by) AS who, GeometryType(l.geom) AS shape
FROM location AS l
JOIN visible_project AS f ON f.location_id = l.id
WHERE l.project_id = %(id)s
