-- Sums kept up to date with the writes: cells for low zooms, spending by area, versions for caches.

-- Projects in a square of the Web Mercator grid, by stage: all of them (facet '') on levels 11, 13 and 15, and on
-- level 11 those of one programme, category, source or area (the amphoe's code, or the province's where that is all).
CREATE TABLE project_cell (
  level smallint NOT NULL,
  x integer NOT NULL,
  y integer NOT NULL,
  fiscal_year smallint NOT NULL,
  facet text NOT NULL,
  value text NOT NULL,
  plan integer NOT NULL,
  approved integer NOT NULL,
  contracted integer NOT NULL,
  paying integer NOT NULL,
  finished integer NOT NULL,
  stopped integer NOT NULL,
  plan_satang bigint NOT NULL,
  approved_satang bigint NOT NULL,
  contracted_satang bigint NOT NULL,
  paying_satang bigint NOT NULL,
  finished_satang bigint NOT NULL,
  stopped_satang bigint NOT NULL,
  east bigint NOT NULL,
  south bigint NOT NULL,
  PRIMARY KEY (level, facet, value, x, y, fiscal_year)
);
COMMENT ON COLUMN project_cell.east IS 'Sum of the points'' columns at zoom 23: divided by their number, the middle of the points; likewise south.';
COMMENT ON COLUMN project_cell.plan_satang IS 'Approved money of the projects at stage plan, in satang; and so on.';

-- Money and number of projects by authority, place and year. Unplaced ones have in_area false.
CREATE TABLE spending (
  authority_id integer NOT NULL,
  fiscal_year smallint NOT NULL,
  located text NOT NULL,
  in_area boolean NOT NULL,
  province_code text NOT NULL,
  amphoe_code text NOT NULL,
  tambon_code text NOT NULL,
  count integer NOT NULL,
  approved numeric(18, 2) NOT NULL,
  contracted numeric(18, 2) NOT NULL,
  paid numeric(18, 2) NOT NULL,
  PRIMARY KEY (fiscal_year, authority_id, located, in_area, province_code, amphoe_code, tambon_code)
);
COMMENT ON COLUMN spending.tambon_code IS 'Empty where the tambon is not known; likewise amphoe_code.';

-- When a layer last changed in a square of zoom 8; what makes a tile stale.
CREATE TABLE region_version (
  layer text NOT NULL,
  x smallint NOT NULL,
  y smallint NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (layer, x, y)
);

-- When a layer last changed at all; the version of what is not cut into squares.
CREATE TABLE layer_version (layer text PRIMARY KEY, version bigint NOT NULL DEFAULT nextval('change_number'));
INSERT INTO layer_version (layer) VALUES ('provinces'), ('amphoe'), ('tambon'), ('authorities'), ('projects'), ('spending');

GRANT SELECT ON project_cell, spending, region_version, layer_version TO eplan_portal;

-- The column and the row at zoom 23 of the Web Mercator grid in which a point in EPSG:4326 lies.
CREATE FUNCTION column_of(point geometry) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT floor((ST_X(point) + 180) / 360 * 8388608)::bigint
$$;
CREATE FUNCTION row_of(point geometry) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT floor((1 - asinh(tan(radians(ST_Y(point)))) / pi()) / 2 * 8388608)::bigint
$$;

-- Add (sign 1) or take away (sign -1) published facts in `rows`. The layers are bumped first: that makes two
-- transactions wait for each other before either holds a sum that the other needs, so that sums need no order. All
-- groupings of the cells are made in one pass over the rows, each by one number of year, column and row.
CREATE FUNCTION count_facts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET work_mem = '128MB' AS $$
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

  INSERT INTO project_cell AS c
  SELECT
    CASE WHEN at15 IS NOT NULL THEN 15 WHEN at13 IS NOT NULL THEN 13 ELSE 11 END AS level,
    (coalesce(at15, at13, at11) >> 16) & 65535 AS x, coalesce(at15, at13, at11) & 65535 AS y,
    coalesce(at15, at13, at11) >> 32 AS fiscal_year,
    CASE 15 - GROUPING(programme, category, source, area)
      WHEN 8 THEN 'programme' WHEN 4 THEN 'category' WHEN 2 THEN 'source' WHEN 1 THEN 'area' ELSE '' END AS facet,
    coalesce(programme, category, source, area, '') AS value,
    sign * count(*) FILTER (WHERE stage = 1), sign * count(*) FILTER (WHERE stage = 2),
    sign * count(*) FILTER (WHERE stage = 3), sign * count(*) FILTER (WHERE stage = 4),
    sign * count(*) FILTER (WHERE stage = 5), sign * count(*) FILTER (WHERE stage = 6),
    sign * coalesce(sum(satang) FILTER (WHERE stage = 1), 0),
    sign * coalesce(sum(satang) FILTER (WHERE stage = 2), 0),
    sign * coalesce(sum(satang) FILTER (WHERE stage = 3), 0),
    sign * coalesce(sum(satang) FILTER (WHERE stage = 4), 0),
    sign * coalesce(sum(satang) FILTER (WHERE stage = 5), 0),
    sign * coalesce(sum(satang) FILTER (WHERE stage = 6), 0),
    sign * sum(east), sign * sum(south)
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
  ON CONFLICT (level, facet, value, x, y, fiscal_year) DO UPDATE SET
    plan = c.plan + excluded.plan, approved = c.approved + excluded.approved,
    contracted = c.contracted + excluded.contracted, paying = c.paying + excluded.paying,
    finished = c.finished + excluded.finished, stopped = c.stopped + excluded.stopped,
    plan_satang = c.plan_satang + excluded.plan_satang,
    approved_satang = c.approved_satang + excluded.approved_satang,
    contracted_satang = c.contracted_satang + excluded.contracted_satang,
    paying_satang = c.paying_satang + excluded.paying_satang,
    finished_satang = c.finished_satang + excluded.finished_satang,
    stopped_satang = c.stopped_satang + excluded.stopped_satang,
    east = c.east + excluded.east, south = c.south + excluded.south;

  INSERT INTO region_version AS r
  SELECT 'projects', cell_x >> 7, cell_y >> 7, nextval('change_number')
  FROM (SELECT DISTINCT cell_x >> 7 << 7 AS cell_x, cell_y >> 7 << 7 AS cell_y
        FROM rows WHERE published AND cell_x IS NOT NULL AND cell_y IS NOT NULL) AS d
  ON CONFLICT (layer, x, y) DO UPDATE SET version = excluded.version;

  RETURN NULL;
END
$$;

-- Give layers a new version and tell every portal that listens. Holds all layers until the commit, since a
-- transaction may come to change others too.
CREATE FUNCTION bump_layers(VARIADIC layers text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT FROM layer_version ORDER BY layer FOR UPDATE;
  UPDATE layer_version SET version = nextval('change_number') WHERE layer = ANY (layers);
  SELECT pg_notify('eplan_change', unnest) FROM unnest(layers);
$$;

CREATE TRIGGER count_insert AFTER INSERT ON project_fact REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_facts('1');
CREATE TRIGGER count_delete AFTER DELETE ON project_fact REFERENCING OLD TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_facts('-1');
CREATE TRIGGER count_update_from AFTER UPDATE ON project_fact REFERENCING OLD TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_facts('-1');
CREATE TRIGGER count_update_to AFTER UPDATE ON project_fact REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_facts('1');

-- Areas and authorities have a version a layer; spending draws on their shapes too.
CREATE FUNCTION bump_area_layer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF starts_with(TG_TABLE_NAME, 'authority') THEN
    PERFORM bump_layers('authorities', 'spending');
  ELSE
    PERFORM bump_layers('provinces', 'amphoe', 'tambon', 'spending');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER bump_layer AFTER INSERT OR UPDATE OR DELETE ON authority
  FOR EACH STATEMENT EXECUTE FUNCTION bump_area_layer();
CREATE TRIGGER bump_layer AFTER INSERT OR UPDATE OR DELETE ON authority_code
  FOR EACH STATEMENT EXECUTE FUNCTION bump_area_layer();
CREATE TRIGGER bump_layer AFTER INSERT OR UPDATE OR DELETE ON authority_coverage
  FOR EACH STATEMENT EXECUTE FUNCTION bump_area_layer();
CREATE TRIGGER bump_layer AFTER INSERT OR UPDATE OR DELETE ON area
  FOR EACH STATEMENT EXECUTE FUNCTION bump_area_layer();
CREATE TRIGGER bump_layer AFTER UPDATE ON area_edition
  FOR EACH STATEMENT EXECUTE FUNCTION bump_area_layer();
