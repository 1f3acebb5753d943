-- Administrative areas: province, amphoe (district), tambon (subdistrict), in editions side by side.

CREATE TABLE area_edition (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  level text NOT NULL CHECK (level IN ('province', 'amphoe', 'tambon')),
  name text NOT NULL,
  source text NOT NULL,
  licence text NOT NULL,
  valid_from date,
  valid_to date,
  is_current boolean NOT NULL DEFAULT false,
  file_name text,
  file_sha256 text,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  loaded_by integer NOT NULL DEFAULT acting_account(),
  UNIQUE (level, name),
  CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from)
);
CREATE UNIQUE INDEX one_current_edition ON area_edition (level) WHERE is_current;

CREATE TABLE area (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  edition_id integer NOT NULL REFERENCES area_edition ON DELETE CASCADE,
  level text NOT NULL CHECK (level IN ('province', 'amphoe', 'tambon')),
  code text NOT NULL CHECK (code ~ '^[0-9]{2}([0-9]{2}){0,2}$'),
  parent_code text GENERATED ALWAYS AS (CASE WHEN length(code) > 2 THEN left(code, length(code) - 2) END) STORED,
  name_th text NOT NULL,
  name_en text,
  name_note text,
  geom geometry(MultiPolygon, 4326) NOT NULL CHECK (NOT ST_IsEmpty(geom)),
  geom_note text,
  UNIQUE (edition_id, code),
  CHECK (length(code) = CASE level WHEN 'province' THEN 2 WHEN 'amphoe' THEN 4 ELSE 6 END)
);
COMMENT ON COLUMN area.name_note IS 'What is known to be wrong with the name as published, such as being cut.';
COMMENT ON COLUMN area.geom_note IS 'What was mended in the shape as published.';
CREATE INDEX area_by_code ON area (code);
CREATE INDEX area_geom ON area USING gist (geom);

-- The shapes cut into small pieces: which area a point is in, in microseconds.
CREATE TABLE area_piece (
  area_id bigint NOT NULL REFERENCES area ON DELETE CASCADE,
  edition_id integer NOT NULL REFERENCES area_edition ON DELETE CASCADE,
  level text NOT NULL,
  code text NOT NULL,
  is_current boolean NOT NULL DEFAULT false,
  geom geometry(Polygon, 4326) NOT NULL
);
CREATE INDEX area_piece_tambon ON area_piece USING gist (geom) WHERE is_current AND level = 'tambon';
CREATE INDEX area_piece_amphoe ON area_piece USING gist (geom) WHERE is_current AND level = 'amphoe';
CREATE INDEX area_piece_province ON area_piece USING gist (geom) WHERE is_current AND level = 'province';
CREATE INDEX area_piece_by_area ON area_piece (area_id);
CREATE INDEX area_piece_by_edition ON area_piece (edition_id);

-- The shapes generalised for drawing, in Web Mercator, each for the zooms from `zoom` up.
CREATE TABLE area_shape (
  area_id bigint NOT NULL REFERENCES area ON DELETE CASCADE,
  level text NOT NULL,
  code text NOT NULL,
  is_current boolean NOT NULL DEFAULT false,
  zoom smallint NOT NULL,
  geom geometry(MultiPolygon, 3857) NOT NULL,
  PRIMARY KEY (area_id, zoom)
);
CREATE INDEX area_shape_geom ON area_shape USING gist (level, zoom, geom) WHERE is_current;

-- Cut the pieces of an edition's areas.
CREATE FUNCTION cut_pieces(edition integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT acting_is_admin() THEN
    RAISE insufficient_privilege USING MESSAGE = 'only an admin changes the areas';
  END IF;
  DELETE FROM area_piece WHERE edition_id = edition;
  INSERT INTO area_piece (area_id, edition_id, level, code, is_current, geom)
  SELECT a.id, a.edition_id, a.level, a.code, e.is_current, (ST_Dump(ST_Subdivide(a.geom, 64))).geom
  FROM area AS a JOIN area_edition AS e ON e.id = a.edition_id
  WHERE a.edition_id = edition;
END
$$;

-- Make an edition the one that is drawn and in which places are found.
CREATE FUNCTION make_current(edition integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  its_level text := (SELECT level FROM area_edition WHERE id = edition);
BEGIN
  IF NOT acting_is_admin() THEN
    RAISE insufficient_privilege USING MESSAGE = 'only an admin changes the current edition';
  END IF;
  UPDATE area_edition SET is_current = false WHERE level = its_level AND is_current AND id <> edition;
  UPDATE area_edition SET is_current = true WHERE id = edition AND NOT is_current;
  UPDATE area_piece SET is_current = (edition_id = edition)
  WHERE level = its_level AND is_current <> (edition_id = edition);
  UPDATE area_shape AS s SET is_current = (a.edition_id = edition)
  FROM area AS a
  WHERE a.id = s.area_id AND s.level = its_level AND s.is_current <> (a.edition_id = edition);
END
$$;

-- The areas of the current editions, as everybody sees them.
CREATE VIEW current_area AS
SELECT
  a.id, a.level, a.code, a.parent_code, a.name_th, a.name_en, a.name_note, a.geom,
  e.id AS edition_id, e.name AS edition, e.source, e.licence, e.valid_from, e.valid_to
FROM area AS a
JOIN area_edition AS e ON e.id = a.edition_id
WHERE e.is_current;

-- The codes of the tambon, amphoe and province that a point in EPSG:4326 is in, by the current editions.
-- The levels do not nest, so the finest level that knows the point decides for those above it.
CREATE FUNCTION area_of(point geometry, OUT tambon_code text, OUT amphoe_code text, OUT province_code text)
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
BEGIN
  SELECT p.code INTO tambon_code FROM area_piece AS p
  WHERE p.is_current AND p.level = 'tambon' AND ST_Intersects(p.geom, point) ORDER BY p.code LIMIT 1;
  IF tambon_code IS NOT NULL THEN
    amphoe_code := left(tambon_code, 4);
  ELSE
    SELECT p.code INTO amphoe_code FROM area_piece AS p
    WHERE p.is_current AND p.level = 'amphoe' AND ST_Intersects(p.geom, point) ORDER BY p.code LIMIT 1;
  END IF;
  IF amphoe_code IS NOT NULL THEN
    province_code := left(amphoe_code, 2);
  ELSE
    SELECT p.code INTO province_code FROM area_piece AS p
    WHERE p.is_current AND p.level = 'province' AND ST_Intersects(p.geom, point) ORDER BY p.code LIMIT 1;
  END IF;
END
$$;
