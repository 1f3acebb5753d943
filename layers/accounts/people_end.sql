-- End an account and all its sessions. Value: username.
UPDATE account SET
  is_active = false, password_hash = NULL, activation_hash = NULL, activation_expires = NULL,
  session_epoch = session_epoch + 1
WHERE username = %(username)s AND id <> 1
