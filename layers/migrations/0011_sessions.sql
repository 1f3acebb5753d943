-- Who is signed in where (layers/accounts/sessions.py), and how often a password was tried (webmap/accounts/limits.py).

CREATE TABLE session (
  token_hash text PRIMARY KEY,
  account_id integer NOT NULL REFERENCES account,
  begun_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
  ends_at timestamptz NOT NULL
);
COMMENT ON TABLE session IS 'A sign-in that has not been ended. The browser holds the token, the database its hash only.';
CREATE INDEX session_by_account ON session (account_id);
CREATE INDEX session_by_end ON session (ends_at);

ALTER TABLE session ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON session TO eplan_portal
  USING (account_id = (SELECT acting_account())) WITH CHECK (account_id = (SELECT acting_account()));
GRANT SELECT, INSERT, DELETE ON session TO eplan_portal;

-- Throw away what has run out, whosever it was.
CREATE FUNCTION forget_old_sessions() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM session WHERE token_hash IN
    (SELECT token_hash FROM session WHERE ends_at < now() LIMIT 100 FOR UPDATE SKIP LOCKED)
$$;

-- Tries in a window of time, by a hash of who tried what. Of no worth after a crash, hence unlogged.
CREATE UNLOGGED TABLE try_count (
  key_hash text PRIMARY KEY,
  tries integer NOT NULL,
  ends_at timestamptz NOT NULL
);
CREATE INDEX try_count_by_end ON try_count (ends_at);
ALTER TABLE try_count ENABLE ROW LEVEL SECURITY;

-- Count tries, in a window of so many seconds that the first of them opens; returns how many there have been.
CREATE FUNCTION count_try(key text, seconds integer, amount integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  counted integer;
BEGIN
  DELETE FROM try_count WHERE key_hash IN
    (SELECT key_hash FROM try_count WHERE ends_at < now() - interval '1 minute' LIMIT 20 FOR UPDATE SKIP LOCKED);
  INSERT INTO try_count AS t (key_hash, tries, ends_at)
  VALUES (key, amount, now() + make_interval(secs => seconds))
  ON CONFLICT (key_hash) DO UPDATE SET
    tries = CASE WHEN t.ends_at <= now() THEN excluded.tries ELSE t.tries + excluded.tries END,
    ends_at = CASE WHEN t.ends_at <= now() THEN excluded.ends_at ELSE t.ends_at END
  RETURNING t.tries INTO counted;
  RETURN counted;
END
$$;

CREATE FUNCTION tries_of(key text) RETURNS TABLE (tries integer, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.tries, t.ends_at FROM try_count AS t WHERE t.key_hash = key AND t.ends_at > now()
$$;

CREATE FUNCTION forget_tries(key text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM try_count WHERE key_hash = key
$$;
