-- Shapes as they were drawn, for exports; and titles compared part by part, so that each part is worked out once a title and
-- not once a pair.

-- The shape of a project's best place as it was drawn, for those who may know of the project: what its point stands for.
-- A function of the owner, since the places themselves are their seats' to read.
CREATE FUNCTION drawn_shape(project bigint) RETURNS geometry
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.geom
  FROM project_fact AS f JOIN location AS l ON l.id = f.location_id
  WHERE f.project_id = project AND (f.published OR f.authority_id = ANY (visible_authorities()))
$$;

-- The number of the village (หมู่) and of the lane (ซอย) that a title names; NULL where it names none.
CREATE FUNCTION title_village(title text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT title_place(title, '(?:หมู่ที่|หมู่|ม\.)')
$$;
CREATE FUNCTION title_lane(title text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT title_place(title, '(?:ซอยที่|ซอย|ซ\.)')
$$;

-- How alike the names and the numbers of two titles are, 0 to 1: the names by their trigrams, the numbers by how many are in both.
CREATE FUNCTION likeness_of(names text, other_names text, numbers text[], other_numbers text[]) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN cardinality(numbers) = 0 OR cardinality(other_numbers) = 0 THEN n.alike
    ELSE 0.6 * n.alike + 0.4 * n.shared / (cardinality(numbers) + cardinality(other_numbers) - n.shared) END
  FROM (
    SELECT
      CASE WHEN names = other_names THEN 1 ELSE similarity(names, other_names) END::double precision AS alike,
      (SELECT count(*) FROM unnest(numbers) AS x (v) WHERE x.v = ANY (other_numbers))::double precision AS shared
  ) AS n
$$;

-- How alike two titles are, 0 to 1. Titles that name different villages or lanes by their numbers are not alike.
CREATE OR REPLACE FUNCTION title_likeness(one text, other text) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN one = other THEN 1
    WHEN title_village(one) <> title_village(other) OR title_lane(one) <> title_lane(other) THEN 0
    ELSE likeness_of(title_names(one), title_names(other), title_numbers(one), title_numbers(other)) END
$$;
