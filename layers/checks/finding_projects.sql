-- Projects of a finding as the asker may see them, in the order of their ids given, with the place in force as GeoJSON.
-- Values: ids.
SELECT
  f.project_id AS id, f.authority_id, f.title, f.reference, f.fiscal_year, f.stage, f.category, f.approved, f.contracted, f.paid, f.published,
  f.grade, p.finished_on, a.label_th AS authority_th, a.label_en AS authority_en, a.code AS authority_code,
  ST_Y(f.point) AS lat, ST_X(f.point) AS lon,
  (SELECT ST_AsGeoJSON(l.geom, 7) FROM visible_place AS l WHERE l.id = f.location_id) AS shape,
  f.authority_id = ANY (acting_authorities('engineering', 'planning')) OR acting_is_admin() AS may_pin
FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS w (id, at)
JOIN visible_project AS f ON f.project_id = w.id
JOIN project AS p ON p.id = f.project_id
JOIN current_authority AS a ON a.id = f.authority_id
ORDER BY w.at
