-- The photograph that was sent before, by the device's key or as the same file of the same project.
-- Values: project, key, sha256.
SELECT id, project_id, sha256 = %(sha256)s AS is_same FROM photo
WHERE (uploaded_by = acting_account() AND device_key = %(key)s)
  OR (project_id = %(project)s AND sha256 = %(sha256)s AND withdrawn_at IS NULL)
ORDER BY device_key = %(key)s DESC
LIMIT 1
