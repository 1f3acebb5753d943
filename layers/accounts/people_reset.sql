-- Forget the password and wait for a new one. Values: username, token (its hash), lasts (an interval).
UPDATE account SET
  password_hash = NULL, activation_hash = %(token)s, activation_expires = now() + %(lasts)s,
  session_epoch = session_epoch + 1, is_active = true
WHERE username = %(username)s AND id <> 1
