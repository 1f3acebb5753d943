-- Tables of places on their way in (layers/bulk): what an account uploaded, how each row was read, and what was chosen.
-- Working papers: an account's own, for some days. What is saved of them becomes places of projects, whose provenance and
-- audit are those of every place.

CREATE TABLE bulk_table (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id integer NOT NULL DEFAULT acting_account(),
  name text NOT NULL CHECK (length(name) <= 200),
  columns text[] NOT NULL,
  place_columns text[] NOT NULL,
  keyed boolean NOT NULL,
  phase text NOT NULL DEFAULT 'planned' CHECK (phase IN ('planned', 'contracted', 'as_built')),
  within text,
  crs text,
  rows integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
  expires_at timestamptz NOT NULL DEFAULT transaction_timestamp() + interval '7 days'
);
COMMENT ON COLUMN bulk_table.keyed IS 'Whether a column says which project a row is about.';
COMMENT ON COLUMN bulk_table.within IS 'Code of the area or authority in which all rows should lie; NULL where each project''s own authority tells.';
CREATE INDEX bulk_table_by_account ON bulk_table (account_id, created_at);

CREATE TABLE bulk_row (
  table_id uuid NOT NULL REFERENCES bulk_table ON DELETE CASCADE,
  line integer NOT NULL,
  account_id integer NOT NULL DEFAULT acting_account(),
  cells text[] NOT NULL,
  text text NOT NULL,
  within text,
  problem text[],
  system_id bigint,
  reference text,
  title text,
  fiscal_year smallint,
  project_id bigint,
  matched text NOT NULL DEFAULT 'none' CHECK (matched IN ('project', 'none', 'several', 'doubled', 'no-key')),
  status text CHECK (status IN ('blank', 'refused', 'choose', 'mended', 'read')),
  readings jsonb,
  said text[],
  wished jsonb,
  chosen smallint,
  seen bigint,
  saved bigint,
  PRIMARY KEY (table_id, line)
);
COMMENT ON COLUMN bulk_row.status IS 'What the reader made of the text; NULL until it has been read.';
COMMENT ON COLUMN bulk_row.chosen IS 'Which reading is meant, from 0; -1 for leaving the row out; NULL where a person still has to say.';
COMMENT ON COLUMN bulk_row.wished IS 'The choice that the file itself brought back, and the readings of which it was made (layers/bulk/wish.py).';
COMMENT ON COLUMN bulk_row.seen IS 'The project''s place of the phase that was in force when the row was shown.';
COMMENT ON COLUMN bulk_row.saved IS 'The place that the row became.';
CREATE INDEX bulk_row_by_project ON bulk_row (table_id, project_id) WHERE project_id IS NOT NULL;
CREATE INDEX bulk_row_unread ON bulk_row (table_id, line) WHERE status IS NULL;

ALTER TABLE bulk_table ENABLE ROW LEVEL SECURITY;
ALTER TABLE bulk_row ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON bulk_table TO eplan_portal
  USING (account_id = (SELECT acting_account()) AND account_id <> 0)
  WITH CHECK (account_id = (SELECT acting_account()) AND account_id <> 0);
CREATE POLICY own ON bulk_row TO eplan_portal
  USING (account_id = (SELECT acting_account()))
  WITH CHECK (account_id = (SELECT acting_account())
    AND EXISTS (SELECT FROM bulk_table AS t WHERE t.id = table_id));
GRANT SELECT, DELETE ON bulk_table, bulk_row TO eplan_portal;
GRANT INSERT (name, columns, place_columns, keyed, phase, within, crs) ON bulk_table TO eplan_portal;
GRANT UPDATE (rows, phase) ON bulk_table TO eplan_portal;
GRANT INSERT (table_id, line, cells, text, within, problem, system_id, reference, title, fiscal_year, wished) ON bulk_row TO eplan_portal;
GRANT UPDATE (project_id, matched, status, readings, said, chosen, seen, saved) ON bulk_row TO eplan_portal;

-- Forget whatever has expired, whosever it was.
CREATE FUNCTION forget_expired_tables() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM bulk_table WHERE expires_at < now()
$$;

-- The shape of a reading as it is kept.
CREATE FUNCTION bulk_shape(reading jsonb) RETURNS geometry
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN reading ->> 'shape' IS NOT NULL
    THEN ST_GeomFromWKB(decode(reading ->> 'shape', 'hex'), 4326)
    ELSE ST_SetSRID(ST_MakePoint((reading ->> 'lon')::float8, (reading ->> 'lat')::float8), 4326) END
$$;
