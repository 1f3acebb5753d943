-- Note that a place of a project rests on one of its photographs. Values: photo, location.
INSERT INTO photo_place (photo_id, location_id, project_id, authority_id)
SELECT p.id, %(location)s, p.project_id, p.authority_id FROM photo AS p WHERE p.id = %(photo)s
ON CONFLICT DO NOTHING
