-- Add an edition, or bring what is said of it up to date: its id.
-- Values: level, name, source, licence, valid_from, valid_to, file_name, file_sha256.
INSERT INTO area_edition AS e (level, name, source, licence, valid_from, valid_to, file_name, file_sha256)
VALUES (%(level)s, %(name)s, %(source)s, %(licence)s, %(valid_from)s, %(valid_to)s, %(file_name)s, %(file_sha256)s)
ON CONFLICT (level, name) DO UPDATE SET
  source = excluded.source, licence = excluded.licence, valid_from = excluded.valid_from,
  valid_to = excluded.valid_to, file_name = excluded.file_name, file_sha256 = excluded.file_sha256,
  loaded_at = transaction_timestamp(), loaded_by = acting_account()
RETURNING e.id
