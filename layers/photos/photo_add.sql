-- Record a photograph; returns its id, and nothing where the same one stands already.
-- Values: project, authority, and the columns of the same names; lat and lon in degrees.
INSERT INTO photo (
  project_id, authority_id, device_key, sha256, size_bytes, media_type, file_name, width, height, phase, caption, shown,
  taken_at, taken_from, place, place_from, accuracy_m, heading, heading_magnetic, likeness
)
VALUES (
  %(project)s, %(authority)s, %(key)s, %(sha256)s, %(size_bytes)s, %(media_type)s, %(file_name)s, %(width)s, %(height)s,
  %(phase)s, nullif(btrim(%(caption)s), ''), %(shown)s, %(taken_at)s, %(taken_from)s,
  ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326), %(place_from)s, %(accuracy_m)s, %(heading)s, %(heading_magnetic)s,
  %(likeness)s
)
ON CONFLICT DO NOTHING
RETURNING id
