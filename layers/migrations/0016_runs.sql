-- Runs of new projects: what is derived from a million of them is read between two ids, in their order, instead of being
-- looked up by an array of them.

-- Whether ids, sorted and each once, leave none out.
CREATE FUNCTION is_run(ids bigint[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ids[cardinality(ids)] - ids[1] + 1 = cardinality(ids);

-- The places in force of all projects between two ids, as places_in_force() has them. (Without settings of its own, so that it
-- becomes part of the query that asks.)
CREATE FUNCTION places_between(lowest bigint, highest bigint)
RETURNS TABLE (project_id bigint, id bigint, phase text, point geometry, grade text)
LANGUAGE sql STABLE AS $$
  SELECT DISTINCT ON (l.project_id) l.project_id, l.id, l.phase, place_point(l.geom), l.grade
  FROM location AS l
  WHERE l.superseded_at IS NULL AND l.project_id BETWEEN lowest AND highest
  ORDER BY l.project_id, CASE l.phase WHEN 'as_built' THEN 1 WHEN 'contracted' THEN 2 ELSE 3 END
$$;

-- Fill pg_temp.placed_project, as before, with the places of sorted ids.
CREATE OR REPLACE FUNCTION place_many(wanted bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_hashjoin = on AS $$
BEGIN
  IF is_run(wanted) THEN
    CREATE TEMPORARY TABLE placed_point ON COMMIT DROP AS
    SELECT * FROM places_between(wanted[1], wanted[cardinality(wanted)]);
  ELSE
    CREATE TEMPORARY TABLE placed_point ON COMMIT DROP AS SELECT * FROM places_in_force(wanted);
  END IF;
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

-- Derive the facts of some projects, as before; of `wanted`, each stands once, in order.
CREATE OR REPLACE FUNCTION derive_facts(wanted bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET work_mem = '64MB'
SET enable_hashjoin = off SET enable_nestloop = on SET enable_bitmapscan = on SET enable_hashagg = on AS $$
DECLARE
  many boolean := cardinality(wanted) > 10000;
  lowest bigint := wanted[1];
  highest bigint := wanted[cardinality(wanted)];
  facts text := 'project_fact AS f JOIN unnest($1) AS w (id) ON f.project_id = w.id';
  projects text := 'unnest($1) AS w (id) JOIN project AS p ON p.id = w.id';
  money text := 'unnest($1) AS w (id) JOIN money_event AS e ON e.project_id = w.id';
  drifts text := 'drifts_in_force($1)';
  places text := 'SELECT n.*, a.* FROM places_in_force($1) AS n CROSS JOIN LATERAL area_of(n.point) AS a';
  again text := '';
  known bigint;
  derived bigint;
BEGIN
  IF many AND is_run(wanted) THEN
    facts := 'project_fact AS f WHERE f.project_id BETWEEN $2 AND $3';
    projects := '(SELECT * FROM project WHERE id BETWEEN $2 AND $3) AS p';
    money := 'money_event AS e WHERE e.project_id BETWEEN $2 AND $3';
    IF NOT EXISTS (
      SELECT FROM location WHERE superseded_at IS NULL AND phase <> 'planned' AND project_id BETWEEN lowest AND highest) THEN
      drifts := '(SELECT NULL::bigint AS project_id, NULL::real AS drift_m, false AS settled WHERE false)';
    END IF;
    -- How many lie between two ids it cannot know, and would think of few: they are read in the order of their ids.
    PERFORM set_config(name, 'off', true) FROM unnest(ARRAY['enable_nestloop', 'enable_bitmapscan', 'enable_hashagg']) AS s (name);
  END IF;

  -- Of two transactions that change one project, the second waits here, and then sees what the first did.
  EXECUTE format($lock$
  SELECT count(*) FROM (SELECT FROM %s ORDER BY f.project_id FOR NO KEY UPDATE OF f) AS l
  $lock$, facts) USING wanted, lowest, highest INTO known;

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
  FROM $insert$ || projects || $insert$
  LEFT JOIN (
    SELECT
      e.project_id, min(e.authority_id) AS first_authority, max(e.authority_id) AS last_authority,
      sum(e.amount) FILTER (WHERE e.kind = 'approval') AS approved,
      sum(e.amount) FILTER (WHERE e.kind = 'contract') AS contracted,
      sum(e.amount) FILTER (WHERE e.kind = 'payment') AS paid
    FROM $insert$ || money || $insert$
    GROUP BY e.project_id
  ) AS m ON m.project_id = p.id
  LEFT JOIN $insert$ || drifts || $insert$ AS d ON d.project_id = p.id
  LEFT JOIN ($insert$ || places || ') AS l ON l.project_id = p.id' || again USING wanted, lowest, highest;
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

ALTER FUNCTION count_facts() SET enable_bitmapscan = on;
ALTER FUNCTION count_facts() SET enable_hashagg = on;

CREATE OR REPLACE FUNCTION derive_touched() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  loose bigint[];
  runs int8multirange;
  wanted bigint[];
BEGIN
  WITH gone AS (DELETE FROM touched_project WHERE transaction = pg_current_xact_id() RETURNING ids, first, last)
  SELECT
    (SELECT array_agg(id) FROM gone CROSS JOIN unnest(ids) AS i (id)),
    (SELECT range_agg(int8range(first, last, '[]')) FROM gone WHERE first IS NOT NULL)
  INTO loose, runs;
  IF loose IS NULL AND runs = range_merge(runs)::int8multirange THEN
    wanted := ARRAY(SELECT generate_series(lower(runs), upper(runs) - 1));
  ELSE
    wanted := ARRAY(
      SELECT unnest(loose) UNION SELECT generate_series(lower(r), upper(r) - 1) FROM unnest(runs) AS u (r) ORDER BY 1);
  END IF;
  IF wanted <> '{}' THEN
    PERFORM derive_facts(wanted);
  END IF;
  RETURN NULL;
END
$$;
