-- Places that somebody disputes, and reasons for findings that are taken back.

CREATE TABLE place_dispute (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  location_id bigint NOT NULL,
  project_id bigint NOT NULL,
  authority_id integer NOT NULL,
  reason text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
  created_by integer NOT NULL DEFAULT acting_account(),
  CONSTRAINT dispute_needs_reason CHECK (btrim(reason) <> '' AND length(reason) <= 500)
);
COMMENT ON TABLE place_dispute IS
  'Why a place is said to be wrong, by somebody of its own seats or of the offices above them. Only ever added to; it holds while a place of that shape is in force.';
CREATE UNIQUE INDEX one_dispute ON place_dispute (location_id, created_by, md5(reason));
CREATE INDEX place_dispute_of ON place_dispute (project_id);

-- What is disputed is a place in force, and whose it is, is taken from it, whatever the asker says.
CREATE FUNCTION dispute_what_stands() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  SELECT l.project_id, l.authority_id INTO NEW.project_id, NEW.authority_id
  FROM location AS l WHERE l.id = NEW.location_id AND l.superseded_at IS NULL;
  IF NOT FOUND THEN
    RAISE check_violation USING
      MESSAGE = format('place %s is not in force', NEW.location_id), CONSTRAINT = 'disputed_place_stands';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER dispute_what_stands BEFORE INSERT ON place_dispute FOR EACH ROW EXECUTE FUNCTION dispute_what_stands();

ALTER TABLE place_dispute ENABLE ROW LEVEL SECURITY;
CREATE POLICY seats_read ON place_dispute FOR SELECT TO eplan_portal USING (
  (SELECT acting_sees_all()) OR authority_id = ANY ((SELECT visible_authorities())::integer[]));
CREATE POLICY seats_add ON place_dispute FOR INSERT TO eplan_portal WITH CHECK (
  authority_id = ANY ((SELECT visible_authorities())::integer[]));
GRANT SELECT ON place_dispute TO eplan_portal;
GRANT INSERT (location_id, reason) ON place_dispute TO eplan_portal;
CALL keep_audit('place_dispute', 'audit_of_project');

-- A reason that was given may be taken back, with a reason of its own: of those that rest on the same facts the last holds.
ALTER TABLE finding_settlement ADD reopens boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN finding_settlement.reopens IS 'Whether it takes the reasons before it back.';
GRANT INSERT (reopens) ON finding_settlement TO eplan_portal;

CREATE OR REPLACE VIEW standing_finding WITH (security_invoker = true) AS
SELECT
  f.id, f.rule, f.project_id, f.authority_id, f.other_id, f.other_authority_id, f.fiscal_year, f.figures, f.basis, f.found_at,
  coalesce((
    SELECT NOT s.reopens FROM finding_settlement AS s
    WHERE s.project_id = f.project_id AND s.rule = f.rule AND s.basis = f.basis
      AND s.other_id IS NOT DISTINCT FROM f.other_id
    ORDER BY s.id DESC
    LIMIT 1), false) AS settled
FROM finding AS f
WHERE f.gone_at IS NULL;
