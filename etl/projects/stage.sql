-- The tables of one load: good rows as they arrive, the same matched with the projects there are, and the keys of
-- all rows so far, by which a row is known to come a second time.
CREATE TEMPORARY TABLE staged_project (
  row bigint NOT NULL,
  authority_id integer NOT NULL,
  fiscal_year smallint NOT NULL,
  reference text,
  title text NOT NULL,
  programme text,
  source text,
  category text NOT NULL,
  category_said boolean NOT NULL,
  needs_place boolean NOT NULL,
  needs_place_said boolean NOT NULL,
  no_place_reason text,
  procurement boolean NOT NULL,
  approved numeric(15, 2),
  approved_on date,
  contracted numeric(15, 2),
  contracted_on date,
  paid numeric(15, 2),
  paid_on date,
  contractor text,
  document text,
  finished_on date,
  note text,
  geom geometry,
  place_text text,
  place_crs text,
  place_operation text,
  place_repairs text,
  place_precision real
) ON COMMIT DROP;
CREATE TEMPORARY TABLE matched_project (
  LIKE staged_project,
  key text NOT NULL,
  nth bigint NOT NULL,
  source_key text NOT NULL,
  source_hash uuid NOT NULL,
  known_id bigint,
  id bigint NOT NULL,
  changed boolean NOT NULL,
  rest_changed boolean NOT NULL,
  approved_changed boolean NOT NULL,
  contracted_changed boolean NOT NULL,
  paid_changed boolean NOT NULL,
  moved boolean NOT NULL
) ON COMMIT DROP;
CREATE TEMPORARY TABLE loaded_key (
  authority_id integer NOT NULL,
  fiscal_year smallint NOT NULL,
  key text NOT NULL,
  nth bigint NOT NULL,
  row bigint NOT NULL,
  UNIQUE (authority_id, fiscal_year, key, nth)
) ON COMMIT DROP
