-- One row per project with everything derived: what maps, lists, exports and sums read.

CREATE TABLE project_fact (
  project_id bigint PRIMARY KEY,
  authority_id integer NOT NULL,
  fiscal_year smallint NOT NULL,
  published boolean NOT NULL,
  stage text NOT NULL,
  programme text,
  source text,
  category text NOT NULL,
  located text NOT NULL CHECK (located IN ('yes', 'no', 'not-needed')),
  in_area boolean NOT NULL,
  province_code text NOT NULL,
  amphoe_code text,
  tambon_code text,
  approved numeric(15, 2) NOT NULL,
  contracted numeric(15, 2) NOT NULL,
  paid numeric(15, 2) NOT NULL,
  point geometry(Point, 4326),
  cell_x integer,
  cell_y integer,
  location_id bigint,
  phase text,
  reference text,
  title text NOT NULL,
  is_demo boolean NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT approved_not_negative CHECK (approved >= 0),
  CONSTRAINT contracted_not_negative CHECK (contracted >= 0),
  CONSTRAINT paid_not_negative CHECK (paid >= 0),
  CONSTRAINT contracted_within_approved CHECK (contracted <= approved)
);
COMMENT ON TABLE project_fact IS 'Derived from project, money_event and location when a transaction commits; written by nobody.';
COMMENT ON COLUMN project_fact.in_area IS
  'Whether the place lies in an area of the current editions; the area codes are then the place''s, otherwise the authority''s own.';
COMMENT ON COLUMN project_fact.cell_x IS 'Column of the point''s Web Mercator cell at zoom 15.';
CREATE INDEX project_fact_point ON project_fact USING gist (point) WHERE published AND point IS NOT NULL;
CREATE INDEX project_fact_by_authority ON project_fact (authority_id, fiscal_year);
CREATE INDEX project_fact_by_area ON project_fact (province_code, amphoe_code, fiscal_year);
CREATE INDEX project_fact_by_tambon ON project_fact (tambon_code, fiscal_year) WHERE tambon_code IS NOT NULL;

-- What the acting account may see of the projects. A view of the owner, so that the indexes serve it:
-- row-level security would keep the planner from using the spatial one.
CREATE VIEW visible_project AS
SELECT *, approved - paid AS remaining
FROM project_fact
WHERE published OR authority_id = ANY ((SELECT visible_authorities())::integer[]);

-- What everybody may see.
CREATE VIEW public_project AS
SELECT *, approved - paid AS remaining FROM project_fact WHERE published;
GRANT SELECT ON visible_project, public_project TO eplan_portal;

-- Ids of projects touched by the transaction, waiting for its commit.
CREATE TABLE touched_project (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  ids bigint[] NOT NULL
);

CREATE FUNCTION touch_project() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'project' THEN
    INSERT INTO touched_project (ids) SELECT array_agg(id) FROM rows HAVING count(*) > 0;
  ELSE
    INSERT INTO touched_project (ids) SELECT array_agg(DISTINCT project_id) FROM rows HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END
$$;
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['project', 'money_event', 'location'] LOOP
    EXECUTE format('CREATE TRIGGER touch_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project()', t);
    EXECUTE format('CREATE TRIGGER touch_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project()', t);
    EXECUTE format('CREATE TRIGGER touch_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project()', t);
  END LOOP;
END
$$;

-- A point for a place: a point itself, the middle of a line, the inside of a polygon.
CREATE FUNCTION place_point(place geometry) RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE GeometryType(place)
    WHEN 'POINT' THEN place
    WHEN 'LINESTRING' THEN ST_LineInterpolatePoint(place, 0.5)
    ELSE ST_PointOnSurface(place) END
$$;

-- Derive the facts of some projects. Planned anew at each call, since one id and a million want other plans.
CREATE FUNCTION derive_facts(wanted bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  EXECUTE $delete$
  DELETE FROM project_fact AS f USING unnest($1) AS w (id)
  WHERE f.project_id = w.id AND NOT EXISTS (SELECT FROM project AS p WHERE p.id = w.id)
  $delete$ USING wanted;

  EXECUTE $insert$
  INSERT INTO project_fact AS f
  SELECT
    p.id, p.authority_id, p.fiscal_year, p.published,
    CASE
      WHEN p.stopped_on IS NOT NULL THEN 'stopped'
      WHEN p.finished_on IS NOT NULL THEN 'finished'
      WHEN m.paid > 0 THEN 'paying'
      WHEN m.contracted > 0 THEN 'contracted'
      WHEN m.approved > 0 THEN 'approved'
      ELSE 'plan'
    END,
    p.programme, p.source, p.category,
    CASE WHEN l.id IS NOT NULL THEN 'yes' WHEN p.needs_place THEN 'no' ELSE 'not-needed' END,
    l.province_code IS NOT NULL,
    coalesce(l.province_code, a.province_code),
    CASE WHEN l.province_code IS NULL THEN a.amphoe_code ELSE l.amphoe_code END,
    l.tambon_code,
    coalesce(m.approved, 0), coalesce(m.contracted, 0), coalesce(m.paid, 0),
    l.point,
    floor((ST_X(l.point) + 180) / 360 * 32768)::integer,
    CASE WHEN abs(ST_Y(l.point)) < 85.05 THEN
      floor((1 - asinh(tan(radians(ST_Y(l.point)))) / pi()) / 2 * 32768)::integer END,
    l.id, l.phase, p.reference, p.title, p.is_demo, transaction_timestamp()
  FROM unnest($1) AS w (id)
  JOIN project AS p ON p.id = w.id
  JOIN authority AS a ON a.id = p.authority_id
  LEFT JOIN (
    SELECT
      e.project_id,
      sum(e.amount) FILTER (WHERE e.kind = 'approval') AS approved,
      sum(e.amount) FILTER (WHERE e.kind = 'contract') AS contracted,
      sum(e.amount) FILTER (WHERE e.kind = 'payment') AS paid
    FROM unnest($1) AS w (id) JOIN money_event AS e ON e.project_id = w.id
    GROUP BY e.project_id
  ) AS m ON m.project_id = p.id
  LEFT JOIN (
    SELECT s.*, (area_of(s.point)).*
    FROM (
      SELECT DISTINCT ON (l.project_id) l.project_id, l.id, l.phase, place_point(l.geom) AS point
      FROM unnest($1) AS w (id) JOIN location AS l ON l.project_id = w.id
      WHERE l.superseded_at IS NULL
      ORDER BY l.project_id, CASE l.phase WHEN 'as_built' THEN 1 WHEN 'contracted' THEN 2 ELSE 3 END
    ) AS s
  ) AS l ON l.project_id = p.id
  ON CONFLICT (project_id) DO UPDATE SET
    authority_id = excluded.authority_id, fiscal_year = excluded.fiscal_year, published = excluded.published,
    stage = excluded.stage, programme = excluded.programme, source = excluded.source, category = excluded.category,
    located = excluded.located, in_area = excluded.in_area, province_code = excluded.province_code,
    amphoe_code = excluded.amphoe_code, tambon_code = excluded.tambon_code, approved = excluded.approved,
    contracted = excluded.contracted, paid = excluded.paid, point = excluded.point, cell_x = excluded.cell_x,
    cell_y = excluded.cell_y, location_id = excluded.location_id, phase = excluded.phase,
    reference = excluded.reference, title = excluded.title, is_demo = excluded.is_demo, updated_at = excluded.updated_at
  $insert$ USING wanted;
END
$$;

-- Payments stay within the contract, or within the approval where nothing is procured.
CREATE FUNCTION paid_within() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  bad record;
BEGIN
  SELECT n.project_id, n.paid, n.contracted, n.approved INTO bad
  FROM new_rows AS n JOIN project AS p ON p.id = n.project_id
  WHERE n.paid > CASE WHEN p.procurement THEN n.contracted ELSE n.approved END
  LIMIT 1;
  IF FOUND THEN
    RAISE check_violation USING
      MESSAGE = format('payments of project %s exceed what they may draw on', bad.project_id),
      DETAIL = to_jsonb(bad)::text, CONSTRAINT = 'paid_within_contract';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER paid_within_insert AFTER INSERT ON project_fact REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION paid_within();
CREATE TRIGGER paid_within_update AFTER UPDATE ON project_fact REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION paid_within();

-- At commit, or when asked by SET CONSTRAINTS: derive the facts of all that the transaction touched.
CREATE FUNCTION derive_touched() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  wanted bigint[];
BEGIN
  WITH gone AS (DELETE FROM touched_project WHERE transaction = pg_current_xact_id() RETURNING ids)
  SELECT array_agg(id) INTO wanted FROM (SELECT DISTINCT unnest(ids) AS id FROM gone ORDER BY 1) AS i;
  IF wanted IS NOT NULL THEN
    PERFORM derive_facts(wanted);
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER derive_touched AFTER INSERT ON touched_project
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION derive_touched();

-- Find again the areas of all placed projects: after another edition became current, or an authority moved.
CREATE FUNCTION derive_all_places() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  n bigint;
BEGIN
  IF NOT acting_is_admin() THEN
    RAISE insufficient_privilege USING MESSAGE = 'only an admin may derive all places again';
  END IF;
  INSERT INTO touched_project (ids) SELECT array_agg(project_id) FROM project_fact HAVING count(*) > 0;
  SELECT coalesce(cardinality(ids), 0) INTO n FROM touched_project WHERE transaction = pg_current_xact_id() ORDER BY id DESC LIMIT 1;
  RETURN coalesce(n, 0);
END
$$;
