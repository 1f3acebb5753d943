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
  procurement boolean NOT NULL,
  updated_at timestamptz NOT NULL,
  grade text,
  drift_m real,
  drift_settled boolean NOT NULL,
  CONSTRAINT approved_not_negative CHECK (approved >= 0),
  CONSTRAINT contracted_not_negative CHECK (contracted >= 0),
  CONSTRAINT paid_not_negative CHECK (paid >= 0),
  CONSTRAINT contracted_within_approved CHECK (contracted <= approved),
  CONSTRAINT paid_within_contract CHECK (paid <= CASE WHEN procurement THEN contracted ELSE approved END)
);
COMMENT ON TABLE project_fact IS 'Derived from project, money_event and location when a transaction commits; written by nobody.';
COMMENT ON COLUMN project_fact.in_area IS
  'Whether the place lies in an area of the current editions; the area codes are then the place''s, otherwise the authority''s own.';
COMMENT ON CONSTRAINT paid_within_contract ON project_fact IS
  'Payments stay within the contracts, or within the approval where nothing is procured.';
COMMENT ON COLUMN project_fact.drift_m IS
  'The greatest drift between two of the places planned, contracted and as built, in metres; NULL with fewer than two.';
COMMENT ON COLUMN project_fact.drift_settled IS 'Whether an engineer gave the reason for the drift of these very places.';
COMMENT ON COLUMN project_fact.cell_x IS 'Column of the point''s Web Mercator cell at zoom 15.';
CREATE INDEX project_fact_point ON project_fact USING gist (point) WHERE published AND point IS NOT NULL;
CREATE INDEX project_fact_drift ON project_fact (drift_m) WHERE drift_m IS NOT NULL;
CREATE INDEX project_fact_by_authority ON project_fact (authority_id, fiscal_year);
CREATE INDEX project_fact_by_area ON project_fact (province_code, amphoe_code, fiscal_year);
CREATE INDEX project_fact_by_tambon ON project_fact (tambon_code, fiscal_year) WHERE tambon_code IS NOT NULL;

-- What the acting account may see of the projects. A view of the owner, so that the indexes serve it:
-- row-level security would keep the planner from using the spatial one.
CREATE VIEW visible_project AS
SELECT *, approved - paid AS remaining,
  coalesce(drift_m > (SELECT s.drift_m FROM setting AS s), false) AND NOT drift_settled AS drift_over
FROM project_fact
WHERE published OR authority_id = ANY ((SELECT visible_authorities())::integer[]);

-- What everybody may see.
CREATE VIEW public_project AS
SELECT *, approved - paid AS remaining,
  coalesce(drift_m > (SELECT s.drift_m FROM setting AS s), false) AND NOT drift_settled AS drift_over
FROM project_fact WHERE published;
GRANT SELECT ON visible_project, public_project TO eplan_portal;

-- Ids of projects touched by the transaction, waiting for its commit.
CREATE TABLE touched_project (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  ids bigint[] NOT NULL
);

-- A million ids are not worth squeezing for the moment that they lie here.
ALTER TABLE touched_project ALTER ids SET STORAGE EXTERNAL;

CREATE FUNCTION touch_project() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'project' THEN
    INSERT INTO touched_project (ids) SELECT array_agg(id) FROM rows HAVING count(*) > 0;
  ELSE
    INSERT INTO touched_project (ids) SELECT array_agg(project_id) FROM rows HAVING count(*) > 0;
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

-- The places in force of some projects: the latest phase that is known decides.
CREATE FUNCTION places_in_force(wanted bigint[])
RETURNS TABLE (project_id bigint, id bigint, phase text, point geometry, grade text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT DISTINCT ON (l.project_id) l.project_id, l.id, l.phase, place_point(l.geom), l.grade
  FROM unnest(wanted) AS w (id) JOIN location AS l ON l.project_id = w.id
  WHERE l.superseded_at IS NULL
  ORDER BY l.project_id, CASE l.phase WHEN 'as_built' THEN 1 WHEN 'contracted' THEN 2 ELSE 3 END
$$;

-- Fill pg_temp.placed_project with the places in force of many projects and the areas that they lie in, as area_of()
-- finds them. Each piece of an area gathers its points, which costs a quarter of each point finding its piece.
CREATE FUNCTION place_many(wanted bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_hashjoin = on AS $$
BEGIN
  CREATE TEMPORARY TABLE placed_point ON COMMIT DROP AS SELECT * FROM places_in_force(wanted);
  CREATE INDEX ON placed_point USING gist (point);

  CREATE TEMPORARY TABLE placed_project ON COMMIT DROP AS
  SELECT DISTINCT ON (n.project_id)
    n.*, p.code AS tambon_code, left(p.code, 4) AS amphoe_code, left(p.code, 2) AS province_code
  FROM (SELECT code, geom FROM area_piece WHERE is_current AND level = 'tambon' OFFSET 0) AS p
  CROSS JOIN LATERAL (SELECT n.* FROM placed_point AS n WHERE ST_Intersects(p.geom, n.point) OFFSET 0) AS n
  ORDER BY n.project_id, p.code;
  INSERT INTO placed_project
  SELECT n.*, a.*
  FROM (
    SELECT * FROM placed_point AS n
    WHERE NOT EXISTS (SELECT FROM placed_project AS f WHERE f.project_id = n.project_id) OFFSET 0
  ) AS n
  CROSS JOIN LATERAL area_of(n.point) AS a;
  DROP TABLE placed_point;
END
$$;

-- Refuse the records of a project that belong to another authority, or to no project.
CREATE FUNCTION refuse_stray(project bigint) RETURNS integer
LANGUAGE plpgsql AS $$
BEGIN
  RAISE foreign_key_violation USING
    MESSAGE = format('the records of project %s do not belong to its own authority', project), CONSTRAINT = 'same_authority';
END
$$;

-- Derive the facts of some projects. Planned anew at each call, since one id and a million want other plans: a million
-- are merged in the order of their ids, with no hash table that grows with them.
CREATE FUNCTION derive_facts(wanted bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET work_mem = '64MB' SET enable_hashjoin = off AS $$
DECLARE
  many boolean := cardinality(wanted) > 10000;
  places text := 'SELECT n.*, a.* FROM places_in_force($1) AS n CROSS JOIN LATERAL area_of(n.point) AS a';
  again text := '';
  known bigint;
  derived bigint;
BEGIN
  -- Of two transactions that change one project, the second waits here, and then sees what the first did.
  EXECUTE $lock$
  SELECT count(*) FROM (
    SELECT FROM project_fact AS f JOIN unnest($1) AS w (id) ON f.project_id = w.id
    ORDER BY f.project_id FOR NO KEY UPDATE OF f) AS l
  $lock$ USING wanted INTO known;

  IF known > 0 THEN
    EXECUTE $delete$
    DELETE FROM project_fact AS f USING unnest($1) AS w (id)
    WHERE f.project_id = w.id AND NOT EXISTS (SELECT FROM project AS p WHERE p.id = w.id)
    $delete$ USING wanted;
    again := $again$
  ON CONFLICT (project_id) DO UPDATE SET
    authority_id = excluded.authority_id, fiscal_year = excluded.fiscal_year, published = excluded.published,
    stage = excluded.stage, programme = excluded.programme, source = excluded.source, category = excluded.category,
    located = excluded.located, in_area = excluded.in_area, province_code = excluded.province_code,
    amphoe_code = excluded.amphoe_code, tambon_code = excluded.tambon_code, approved = excluded.approved,
    contracted = excluded.contracted, paid = excluded.paid, point = excluded.point, cell_x = excluded.cell_x,
    cell_y = excluded.cell_y, location_id = excluded.location_id, phase = excluded.phase,
    reference = excluded.reference, title = excluded.title, is_demo = excluded.is_demo,
    procurement = excluded.procurement, updated_at = excluded.updated_at, grade = excluded.grade,
    drift_m = excluded.drift_m, drift_settled = excluded.drift_settled$again$;
  END IF;
  IF many THEN
    PERFORM place_many(wanted);
    places := 'SELECT * FROM placed_project';
  END IF;

  EXECUTE $insert$
  INSERT INTO project_fact AS f
  SELECT
    p.id,
    CASE WHEN m.first_authority <> p.authority_id OR m.last_authority <> p.authority_id
      THEN refuse_stray(p.id) ELSE p.authority_id END,
    p.fiscal_year, p.published,
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
    coalesce(l.province_code, (SELECT a.province_code FROM authority AS a WHERE a.id = p.authority_id)),
    CASE WHEN l.province_code IS NULL
      THEN (SELECT a.amphoe_code FROM authority AS a WHERE a.id = p.authority_id) ELSE l.amphoe_code END,
    l.tambon_code,
    coalesce(m.approved, 0), coalesce(m.contracted, 0), coalesce(m.paid, 0),
    l.point,
    floor((ST_X(l.point) + 180) / 360 * 32768)::integer,
    CASE WHEN abs(ST_Y(l.point)) < 85.05 THEN
      floor((1 - asinh(tan(radians(ST_Y(l.point)))) / pi()) / 2 * 32768)::integer END,
    l.id, l.phase, p.reference, p.title, p.is_demo, p.procurement, transaction_timestamp(),
    l.grade, d.drift_m, coalesce(d.settled, false)
  FROM unnest($1) AS w (id)
  JOIN project AS p ON p.id = w.id
  LEFT JOIN (
    SELECT
      e.project_id, min(e.authority_id) AS first_authority, max(e.authority_id) AS last_authority,
      sum(e.amount) FILTER (WHERE e.kind = 'approval') AS approved,
      sum(e.amount) FILTER (WHERE e.kind = 'contract') AS contracted,
      sum(e.amount) FILTER (WHERE e.kind = 'payment') AS paid
    FROM unnest($1) AS w (id) JOIN money_event AS e ON e.project_id = w.id
    GROUP BY e.project_id
  ) AS m ON m.project_id = p.id
  LEFT JOIN drifts_in_force($1) AS d ON d.project_id = p.id
  LEFT JOIN ($insert$ || places || ') AS l ON l.project_id = p.id' || again USING wanted;
  GET DIAGNOSTICS derived = ROW_COUNT;

  IF many THEN
    DROP TABLE placed_project;
  END IF;
  -- A project that is gone has left no records.
  IF derived < cardinality(wanted) THEN
    PERFORM refuse_stray(w.id) FROM unnest(wanted) AS w (id)
    WHERE NOT EXISTS (SELECT FROM project AS p WHERE p.id = w.id)
      AND (EXISTS (SELECT FROM money_event AS e WHERE e.project_id = w.id)
        OR EXISTS (SELECT FROM location AS l WHERE l.project_id = w.id));
  END IF;
END
$$;

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
