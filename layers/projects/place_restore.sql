-- Record once more a place that was superseded, as it was; returns the new row's id.
-- Values: location.
INSERT INTO location (
  project_id, authority_id, phase, geom, text_entered, crs, operation, method, accuracy_m, precision_m, repairs,
  evidence, note, restores
)
SELECT
  project_id, authority_id, phase, geom, text_entered, crs, operation, method, accuracy_m, precision_m, repairs,
  evidence, note, id
FROM location
WHERE id = %(location)s
RETURNING id
