-- Add an account that waits for its first password: its id, or no row where the name is taken.
-- Values: username, display_name, token (its hash), lasts (an interval).
INSERT INTO account (username, display_name, activation_hash, activation_expires)
VALUES (%(username)s, %(display_name)s, %(token)s, now() + %(lasts)s)
ON CONFLICT (username) DO NOTHING
RETURNING id
