-- Extensions, the portal's role, the acting user, and the record of every change.

-- Only where they are missing: an owner who is no superuser finds them made.
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'eplan_portal') THEN
    CREATE ROLE eplan_portal NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
  IF NOT pg_has_role(current_user, 'eplan_portal', 'MEMBER') THEN
    EXECUTE format('GRANT eplan_portal TO %I', current_user);
  END IF;
  EXECUTE format('GRANT TEMPORARY, CONNECT ON DATABASE %I TO eplan_portal', current_database());
END
$$;

GRANT USAGE ON SCHEMA public TO eplan_portal;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- The account on whose behalf the transaction is done; 0 is the public.
CREATE FUNCTION acting_account() RETURNS integer
LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('eplan.account', true), '')::integer, 0)
$$;

CREATE SEQUENCE change_number;

CREATE TABLE audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT transaction_timestamp(),
  account_id integer NOT NULL DEFAULT acting_account(),
  subject text NOT NULL,
  subject_id bigint NOT NULL,
  authority_id integer,
  project_id bigint,
  action text NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
  was jsonb
);
COMMENT ON TABLE audit_log IS
  'One row for every row changed, except where the row itself tells for good who made it and when: the view audit has both. An insert keeps no image: the row itself, or the image kept by its next change, has it.';
CREATE INDEX audit_by_project ON audit_log (project_id, id) WHERE project_id IS NOT NULL;
CREATE INDEX audit_by_subject ON audit_log (subject, subject_id) WHERE project_id IS NULL;
ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;

-- Statement trigger for tables whose rows belong to a project: id, project_id, authority_id.
CREATE FUNCTION audit_of_project() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who integer := acting_account();
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO audit_log (account_id, subject, subject_id, authority_id, project_id, action)
    SELECT who, TG_TABLE_NAME, id, authority_id, project_id, 'insert' FROM new_rows;
  ELSE
    INSERT INTO audit_log (account_id, subject, subject_id, authority_id, project_id, action, was)
    SELECT who, TG_TABLE_NAME, id, authority_id, project_id, lower(TG_OP), to_jsonb(old_rows) FROM old_rows;
  END IF;
  RETURN NULL;
END
$$;

-- The same for changes of the projects themselves.
CREATE FUNCTION audit_project() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who integer := acting_account();
BEGIN
  INSERT INTO audit_log (account_id, subject, subject_id, authority_id, project_id, action, was)
  SELECT who, TG_TABLE_NAME, id, authority_id, id, lower(TG_OP), to_jsonb(old_rows) FROM old_rows;
  RETURN NULL;
END
$$;

-- The same for everything else that has an id; secrets and shapes are left out of the image.
CREATE FUNCTION audit_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO audit_log (subject, subject_id, action) SELECT TG_TABLE_NAME, id, 'insert' FROM new_rows;
  ELSE
    INSERT INTO audit_log (subject, subject_id, action, was)
    SELECT TG_TABLE_NAME, id, lower(TG_OP),
      to_jsonb(old_rows) - ARRAY['geom', 'boundary', 'password_hash', 'activation_hash']
    FROM old_rows;
  END IF;
  RETURN NULL;
END
$$;

-- Attach an audit function to the three kinds of change of a table; without `inserts` to two, where the view audit
-- has the third from the rows themselves.
CREATE PROCEDURE keep_audit(of regclass, by text, inserts boolean DEFAULT true)
LANGUAGE plpgsql AS $$
BEGIN
  IF inserts THEN
    EXECUTE format('CREATE TRIGGER audit_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION %I()', of, by);
  END IF;
  EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION %I()', of, by);
  EXECUTE format('CREATE TRIGGER audit_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION %I()', of, by);
END
$$;
