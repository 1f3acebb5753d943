-- A million rows at once: what is derived from them costs less, and is the same.

-- A tambon's projects are found by their amphoe's.
DROP INDEX project_fact_by_tambon;

-- An amount is always looked up with its project.
ALTER TABLE money_event DROP CONSTRAINT money_event_pkey, ADD PRIMARY KEY (project_id, id);
DROP INDEX money_event_by_project;

-- Ids from `first` to `last`, each of a project that the transaction added, instead of an array of them.
ALTER TABLE touched_project
  ALTER ids SET DEFAULT '{}',
  ADD first bigint,
  ADD last bigint;

-- Note which projects a statement touched. New ones are noted as a run where they are one, and their money and places
-- then say nothing new.
CREATE OR REPLACE FUNCTION touch_project() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  lowest bigint;
  highest bigint;
  number bigint;
BEGIN
  IF TG_TABLE_NAME = 'project' THEN
    SELECT min(id), max(id), count(*) INTO lowest, highest, number FROM rows;
    IF number > 1 AND highest - lowest + 1 = number THEN
      INSERT INTO touched_project (first, last) VALUES (lowest, highest);
    ELSE
      INSERT INTO touched_project (ids) SELECT array_agg(id) FROM rows HAVING number > 0;
    END IF;
  ELSE
    SELECT min(project_id), max(project_id) INTO lowest, highest FROM rows;
    IF NOT EXISTS (
      SELECT FROM touched_project AS t
      WHERE t.transaction = pg_current_xact_id() AND t.first <= lowest AND t.last >= highest) THEN
      INSERT INTO touched_project (ids) SELECT array_agg(project_id) FROM rows HAVING count(*) > 0;
    END IF;
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION derive_touched() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  wanted bigint[];
BEGIN
  WITH gone AS (DELETE FROM touched_project WHERE transaction = pg_current_xact_id() RETURNING ids, first, last)
  SELECT array_agg(id) INTO wanted FROM (
    SELECT unnest(ids) AS id FROM gone
    UNION SELECT generate_series(first, last) FROM gone
    ORDER BY 1) AS i;
  IF wanted IS NOT NULL THEN
    PERFORM derive_facts(wanted);
  END IF;
  RETURN NULL;
END
$$;

-- A sum of whole numbers as one, with no detour over numeric; raises an error where it does not fit.
CREATE AGGREGATE whole_sum (bigint) (SFUNC = int8pl, STYPE = bigint, COMBINEFUNC = int8pl, PARALLEL = SAFE);

-- Add (sign 1) or take away (sign -1) published facts in `rows`. The layers are bumped first: that makes two
-- transactions wait for each other before either holds a sum that the other needs, so that sums need no order, and
-- nobody adds a cell between the look for it and its insertion. All groupings of the cells are made in one pass over
-- the rows, each by one number of year, column and row. Planned anew at each call: a few cells are looked up in the
-- index one by one, many are held against all that there are, which PostgreSQL does not choose by itself where it
-- cannot know how many will come.
CREATE OR REPLACE FUNCTION count_facts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET work_mem = '160MB'
SET enable_seqscan = off SET enable_nestloop = on AS $$
DECLARE
  sign smallint := TG_ARGV[0]::smallint;
BEGIN
  IF NOT EXISTS (SELECT FROM rows WHERE published) THEN
    RETURN NULL;
  END IF;
  PERFORM bump_layers('projects', 'spending');

  INSERT INTO spending AS s
  SELECT
    authority_id, fiscal_year, located, in_area, province_code, coalesce(amphoe_code, ''), coalesce(tambon_code, ''),
    sign * count(*), sign * sum(approved), sign * sum(contracted), sign * sum(paid)
  FROM rows WHERE published
  GROUP BY 1, 2, 3, 4, 5, 6, 7
  ON CONFLICT (fiscal_year, authority_id, located, in_area, province_code, amphoe_code, tambon_code) DO UPDATE SET
    count = s.count + excluded.count, approved = s.approved + excluded.approved,
    contracted = s.contracted + excluded.contracted, paid = s.paid + excluded.paid;

  IF EXISTS (SELECT FROM rows OFFSET 10000) THEN
    PERFORM set_config('enable_seqscan', 'on', true), set_config('enable_nestloop', 'off', true);
  END IF;
  EXECUTE $cells$
  WITH counted AS MATERIALIZED (
    SELECT
      (CASE WHEN at15 IS NOT NULL THEN 15 WHEN at13 IS NOT NULL THEN 13 ELSE 11 END)::smallint AS level,
      ((coalesce(at15, at13, at11) >> 16) & 65535)::integer AS x, (coalesce(at15, at13, at11) & 65535)::integer AS y,
      (coalesce(at15, at13, at11) >> 32)::smallint AS fiscal_year,
      CASE 15 - GROUPING(programme, category, source, area)
        WHEN 8 THEN 'programme' WHEN 4 THEN 'category' WHEN 2 THEN 'source' WHEN 1 THEN 'area' ELSE '' END AS facet,
      coalesce(programme, category, source, area, '') AS value,
      ($1 * count(*) FILTER (WHERE stage = 1))::integer AS plan,
      ($1 * count(*) FILTER (WHERE stage = 2))::integer AS approved,
      ($1 * count(*) FILTER (WHERE stage = 3))::integer AS contracted,
      ($1 * count(*) FILTER (WHERE stage = 4))::integer AS paying,
      ($1 * count(*) FILTER (WHERE stage = 5))::integer AS finished,
      ($1 * count(*) FILTER (WHERE stage = 6))::integer AS stopped,
      $1 * coalesce(whole_sum(satang) FILTER (WHERE stage = 1), 0) AS plan_satang,
      $1 * coalesce(whole_sum(satang) FILTER (WHERE stage = 2), 0) AS approved_satang,
      $1 * coalesce(whole_sum(satang) FILTER (WHERE stage = 3), 0) AS contracted_satang,
      $1 * coalesce(whole_sum(satang) FILTER (WHERE stage = 4), 0) AS paying_satang,
      $1 * coalesce(whole_sum(satang) FILTER (WHERE stage = 5), 0) AS finished_satang,
      $1 * coalesce(whole_sum(satang) FILTER (WHERE stage = 6), 0) AS stopped_satang,
      $1 * whole_sum(east) AS east, $1 * whole_sum(south) AS south
    FROM (
      SELECT
        array_position(ARRAY['plan', 'approved', 'contracted', 'paying', 'finished', 'stopped'], stage) AS stage,
        (approved * 100)::bigint AS satang, programme, category, source, coalesce(amphoe_code, province_code) AS area,
        column_of(point) AS east, row_of(point) AS south,
        (fiscal_year::bigint << 32) + (cell_x::bigint << 16) + cell_y AS at15,
        (fiscal_year::bigint << 32) + ((cell_x >> 2)::bigint << 16) + (cell_y >> 2) AS at13,
        (fiscal_year::bigint << 32) + ((cell_x >> 4)::bigint << 16) + (cell_y >> 4) AS at11
      FROM rows
      WHERE published AND cell_x IS NOT NULL AND cell_y IS NOT NULL
      OFFSET 0
    ) AS r
    GROUP BY GROUPING SETS (
      (at15), (at13), (at11), (at11, programme), (at11, category), (at11, source), (at11, area))
    HAVING GROUPING(programme, category, source, area) = 15 OR coalesce(programme, category, source, area) IS NOT NULL
  ),
  changed AS (
    UPDATE project_cell AS c SET
      plan = c.plan + n.plan, approved = c.approved + n.approved, contracted = c.contracted + n.contracted,
      paying = c.paying + n.paying, finished = c.finished + n.finished, stopped = c.stopped + n.stopped,
      plan_satang = c.plan_satang + n.plan_satang, approved_satang = c.approved_satang + n.approved_satang,
      contracted_satang = c.contracted_satang + n.contracted_satang, paying_satang = c.paying_satang + n.paying_satang,
      finished_satang = c.finished_satang + n.finished_satang, stopped_satang = c.stopped_satang + n.stopped_satang,
      east = c.east + n.east, south = c.south + n.south
    FROM counted AS n
    WHERE (c.level, c.facet, c.value, c.x, c.y, c.fiscal_year) = (n.level, n.facet, n.value, n.x, n.y, n.fiscal_year)
  ),
  added AS (
    INSERT INTO project_cell SELECT n.* FROM counted AS n
    WHERE NOT EXISTS (
      SELECT FROM project_cell AS c
      WHERE (c.level, c.facet, c.value, c.x, c.y, c.fiscal_year) = (n.level, n.facet, n.value, n.x, n.y, n.fiscal_year))
  )
  INSERT INTO region_version AS r
  SELECT 'projects', x, y, nextval('change_number')
  FROM (SELECT DISTINCT x >> 3 AS x, y >> 3 AS y FROM counted WHERE level = 11 AND facet = '') AS d
  ON CONFLICT (layer, x, y) DO UPDATE SET version = excluded.version
  $cells$ USING sign;

  RETURN NULL;
END
$$;

-- References checked once a statement, against lists that PostgreSQL hashes since they are known when it plans.
CREATE OR REPLACE FUNCTION project_refers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  bad record;
  authorities integer[] := ARRAY(SELECT id FROM authority);
  programmes text[] := ARRAY(SELECT code FROM programme);
  sources text[] := ARRAY(SELECT code FROM source);
  categories text[] := ARRAY(SELECT code FROM category);
BEGIN
  EXECUTE $check$
  SELECT n.id, n.authority_id, n.programme, n.source, n.category,
    n.authority_id <> ALL ($1) AS no_authority, n.programme <> ALL ($2) AS no_programme,
    n.source <> ALL ($3) AS no_source, n.category <> ALL ($4) AS no_category
  FROM new_rows AS n
  WHERE n.authority_id <> ALL ($1) OR n.programme <> ALL ($2) OR n.source <> ALL ($3) OR n.category <> ALL ($4)
  LIMIT 1
  $check$ INTO bad USING authorities, programmes, sources, categories;
  IF bad.id IS NOT NULL THEN
    RAISE foreign_key_violation USING
      MESSAGE = format('project %s refers to something that does not exist', bad.id),
      DETAIL = to_jsonb(bad)::text,
      CONSTRAINT = CASE WHEN bad.no_authority THEN 'project_authority' WHEN bad.no_programme THEN 'project_programme'
        WHEN bad.no_source THEN 'project_source' ELSE 'project_category' END;
  END IF;
  RETURN NULL;
END
$$;
