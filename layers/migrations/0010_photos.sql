-- Photographs of projects (docs/photos.md): what was uploaded as it was, copies to show, and what a picture tells of itself.

CREATE TABLE photo (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id bigint NOT NULL,
  authority_id integer NOT NULL,
  device_key uuid NOT NULL DEFAULT gen_random_uuid(),
  sha256 bytea NOT NULL CHECK (length(sha256) = 32),
  size_bytes integer NOT NULL CHECK (size_bytes > 0),
  media_type text NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp', 'image/heic')),
  file_name text CHECK (length(file_name) <= 200),
  width integer NOT NULL CHECK (width > 0),
  height integer NOT NULL CHECK (height > 0),
  phase text NOT NULL DEFAULT 'unknown' CHECK (phase IN ('before', 'during', 'after', 'unknown')),
  caption text CONSTRAINT photo_caption_short CHECK (length(caption) <= 300),
  shown boolean NOT NULL DEFAULT true,
  taken_at timestamptz,
  taken_from text CHECK (taken_from IN ('exif', 'exif-thai-time', 'exif-buddhist', 'gps', 'device')),
  place geometry(Point, 4326),
  place_from text CHECK (place_from IN ('exif', 'device')),
  accuracy_m real CHECK (accuracy_m >= 0 AND accuracy_m <> 'NaN'),
  heading real CHECK (heading >= 0 AND heading < 360),
  heading_magnetic boolean,
  likeness bigint,
  uploaded_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
  uploaded_by integer NOT NULL DEFAULT acting_account(),
  withdrawn_at timestamptz,
  withdrawn_by integer,
  withdrawn_reason text,
  CONSTRAINT withdrawal_needs_reason CHECK (
    (withdrawn_at IS NULL) = (withdrawn_reason IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_by IS NULL)
    AND (withdrawn_reason IS NULL OR (btrim(withdrawn_reason) <> '' AND length(withdrawn_reason) <= 500))),
  CONSTRAINT photo_sent_once UNIQUE (uploaded_by, device_key),
  CHECK ((taken_at IS NULL) = (taken_from IS NULL)),
  CHECK ((place IS NULL) = (place_from IS NULL)),
  CHECK (place IS NULL OR (ST_X(place) BETWEEN -180 AND 180 AND ST_Y(place) BETWEEN -90 AND 90))
);
COMMENT ON TABLE photo IS
  'Evidence of a project. Only its phase, caption and showing ever change, and it is withdrawn once, with a reason; never deleted.';
COMMENT ON COLUMN photo.device_key IS 'Made by the device that sends it: the same photograph sent again is there once.';
COMMENT ON COLUMN photo.sha256 IS 'Of the file as it was uploaded.';
COMMENT ON COLUMN photo.file_name IS 'As its owner called it; never public.';
COMMENT ON COLUMN photo.width IS 'Pixels as it is shown, turned upright.';
COMMENT ON COLUMN photo.shown IS 'Whether everybody may see its copies, while the project is published.';
COMMENT ON COLUMN photo.taken_from IS
  'Whose time it is: the camera''s with its offset, the camera''s taken for Thai time, the satellites'', or that of the sending device.';
COMMENT ON COLUMN photo.place IS 'Where the camera stood, by the picture itself or by the device when it was taken in the page; never public.';
COMMENT ON COLUMN photo.heading IS 'Where the camera looked, degrees from north, clockwise.';
COMMENT ON COLUMN photo.likeness IS 'Perceptual hash of 64 bits; NULL of a picture too plain to be told from others.';
CREATE UNIQUE INDEX one_standing_photo ON photo (project_id, sha256) WHERE withdrawn_at IS NULL;
CREATE INDEX photo_by_project ON photo (project_id);
CREATE INDEX photo_by_digest ON photo (sha256);

-- The four 16-bit words of a likeness, each with its place: two likenesses that differ in 7 bits at most share one of them
-- up to a single bit.
CREATE FUNCTION likeness_words(likeness bigint) RETURNS integer[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY[
  (likeness & 65535)::integer, 65536 + ((likeness >> 16) & 65535)::integer,
  131072 + ((likeness >> 32) & 65535)::integer, 196608 + ((likeness >> 48) & 65535)::integer];
CREATE INDEX photo_by_likeness ON photo USING gin (likeness_words(likeness)) WHERE withdrawn_at IS NULL;

-- Those words and every one that differs from them in one bit: what to look for.
CREATE FUNCTION likeness_near(likeness bigint) RETURNS integer[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT likeness_words(likeness) || array_agg(w.word # (1 << b.at))
  FROM unnest(likeness_words(likeness)) AS w (word) CROSS JOIN generate_series(0, 15) AS b (at)
$$;

-- The file as it was uploaded, kept with the row so that backups and transactions have it. Photographs do not squeeze.
CREATE TABLE photo_original (
  photo_id bigint PRIMARY KEY REFERENCES photo,
  authority_id integer NOT NULL,
  content bytea NOT NULL
);
ALTER TABLE photo_original ALTER content SET STORAGE EXTERNAL;

-- Copies to show: re-encoded, upright, sRGB, without a word about where, when or by what they were taken.
CREATE TABLE photo_copy (
  photo_id bigint NOT NULL REFERENCES photo,
  size integer NOT NULL CHECK (size IN (320, 1600)),
  authority_id integer NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  sha256 bytea NOT NULL GENERATED ALWAYS AS (sha256(content)) STORED,
  content bytea NOT NULL,
  PRIMARY KEY (photo_id, size)
);
ALTER TABLE photo_copy ALTER content SET STORAGE EXTERNAL;

-- Places that were pinned from a photograph.
CREATE TABLE photo_place (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  photo_id bigint NOT NULL REFERENCES photo,
  location_id bigint NOT NULL REFERENCES location,
  project_id bigint NOT NULL,
  authority_id integer NOT NULL,
  UNIQUE (photo_id, location_id)
);
CREATE INDEX photo_place_by_project ON photo_place (project_id);

-- Pairs of photographs that are one picture, found when the later one comes.
CREATE TABLE photo_likeness (
  photo_id bigint NOT NULL REFERENCES photo,
  earlier_id bigint NOT NULL REFERENCES photo,
  distance smallint NOT NULL,
  same_file boolean NOT NULL,
  PRIMARY KEY (photo_id, earlier_id)
);
COMMENT ON COLUMN photo_likeness.distance IS 'Bits of the likeness that differ.';
CREATE INDEX photo_likeness_by_earlier ON photo_likeness (earlier_id);

CREATE TRIGGER belongs AFTER INSERT ON photo REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION belongs_to_project();

-- What a file is of belongs to the photograph's own project and authority; of the file itself, every byte.
CREATE FUNCTION belongs_to_photo() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  its photo;
BEGIN
  SELECT * INTO its FROM photo WHERE id = NEW.photo_id;
  IF its.authority_id IS DISTINCT FROM NEW.authority_id THEN
    RAISE foreign_key_violation USING
      MESSAGE = 'what belongs to a photograph belongs to its authority', CONSTRAINT = 'same_authority';
  END IF;
  IF TG_TABLE_NAME = 'photo_original' THEN
    IF sha256(NEW.content) <> its.sha256 OR length(NEW.content) <> its.size_bytes THEN
      RAISE check_violation USING MESSAGE = 'the file is not the one that was digested', CONSTRAINT = 'photo_digest';
    END IF;
  ELSIF TG_TABLE_NAME = 'photo_place' THEN
    IF NOT EXISTS (SELECT FROM location AS l
      WHERE l.id = NEW.location_id AND l.project_id = its.project_id AND NEW.project_id = its.project_id) THEN
      RAISE foreign_key_violation USING
        MESSAGE = 'a photograph bears out a place of its own project', CONSTRAINT = 'same_authority';
    END IF;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER belongs BEFORE INSERT ON photo_original FOR EACH ROW EXECUTE FUNCTION belongs_to_photo();
CREATE TRIGGER belongs BEFORE INSERT ON photo_copy FOR EACH ROW EXECUTE FUNCTION belongs_to_photo();
CREATE TRIGGER belongs BEFORE INSERT ON photo_place FOR EACH ROW EXECUTE FUNCTION belongs_to_photo();

-- What was uploaded stays as it was; not even the owner of the database changes it by mistake.
CREATE FUNCTION keep_photo_file() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE check_violation USING MESSAGE = 'what was uploaded is kept as it was', CONSTRAINT = 'photo_kept';
END
$$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE OR TRUNCATE ON photo_original FOR EACH STATEMENT EXECUTE FUNCTION keep_photo_file();
CREATE TRIGGER keep BEFORE DELETE OR TRUNCATE ON photo FOR EACH STATEMENT EXECUTE FUNCTION keep_photo_file();

-- A photograph is told of anew (phase, caption, showing) or withdrawn; a withdrawn one stays as it is.
CREATE FUNCTION keep_photo() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  told photo := NEW;
BEGIN
  IF OLD.withdrawn_at IS NOT NULL THEN
    RAISE check_violation USING MESSAGE = 'a photograph is withdrawn once', CONSTRAINT = 'photo_withdrawn';
  END IF;
  NEW := OLD;
  NEW.phase := told.phase;
  NEW.caption := nullif(btrim(told.caption), '');
  NEW.shown := told.shown;
  IF told.withdrawn_reason IS NOT NULL THEN
    NEW.withdrawn_reason := told.withdrawn_reason;
    NEW.withdrawn_at := transaction_timestamp();
    NEW.withdrawn_by := acting_account();
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keep_photo BEFORE UPDATE ON photo FOR EACH ROW EXECUTE FUNCTION keep_photo();

-- Look for the same picture among all that stand, at the end of the transaction and one transaction after the other, so
-- that of two that come at once the later one finds the earlier.
CREATE FUNCTION find_likeness() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('photo_likeness'));
  INSERT INTO photo_likeness (photo_id, earlier_id, distance, same_file)
  SELECT NEW.id, f.id, f.distance, f.same_file
  FROM (
    SELECT p.id, 0 AS distance, true AS same_file FROM photo AS p
    WHERE p.sha256 = NEW.sha256 AND p.id <> NEW.id AND p.withdrawn_at IS NULL
    UNION ALL
    SELECT p.id, bit_count((p.likeness # NEW.likeness)::bit(64)), false FROM photo AS p
    WHERE likeness_words(p.likeness) && likeness_near(NEW.likeness) AND p.withdrawn_at IS NULL
      AND p.sha256 <> NEW.sha256 AND bit_count((p.likeness # NEW.likeness)::bit(64)) <= 6
  ) AS f
  ORDER BY f.same_file DESC, f.distance, f.id
  LIMIT 50;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER find_likeness AFTER INSERT ON photo DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION find_likeness();

-- Where else the photographs of a project stand. The other project, its title and the other photograph only where the acting account may
-- see them; that there is one, to everybody who may judge this one.
CREATE FUNCTION photo_uses(project bigint)
RETURNS TABLE (
  photo_id bigint, earlier boolean, same_project boolean, same_file boolean, distance smallint, other_phase text,
  other_photo bigint, other_project bigint, other_title text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH m AS MATERIALIZED (SELECT visible_authorities() AS mine)
  SELECT
    p.id, u.earlier, o.project_id = p.project_id, u.same_file, u.distance,
    CASE WHEN o.project_id = p.project_id THEN o.phase END,
    CASE WHEN v.own OR (j.published AND o.shown) THEN o.id END,
    CASE WHEN v.own OR j.published THEN j.id END,
    CASE WHEN v.own OR j.published THEN j.title END
  FROM photo AS p
  CROSS JOIN m
  CROSS JOIN LATERAL (
    SELECT l.earlier_id AS other, true AS earlier, l.same_file, l.distance FROM photo_likeness AS l WHERE l.photo_id = p.id
    UNION ALL
    SELECT l.photo_id, false, l.same_file, l.distance FROM photo_likeness AS l WHERE l.earlier_id = p.id
  ) AS u
  JOIN photo AS o ON o.id = u.other AND o.withdrawn_at IS NULL
  JOIN project AS j ON j.id = o.project_id
  CROSS JOIN LATERAL (SELECT o.authority_id = ANY (m.mine) AS own) AS v
  WHERE p.project_id = project AND p.withdrawn_at IS NULL AND p.authority_id = ANY (m.mine)
  ORDER BY p.id, o.project_id = p.project_id, u.earlier DESC, u.distance, o.id
$$;

ALTER TABLE photo ENABLE ROW LEVEL SECURITY;
ALTER TABLE photo_original ENABLE ROW LEVEL SECURITY;
ALTER TABLE photo_copy ENABLE ROW LEVEL SECURITY;
ALTER TABLE photo_place ENABLE ROW LEVEL SECURITY;
ALTER TABLE photo_likeness ENABLE ROW LEVEL SECURITY;
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['photo', 'photo_original', 'photo_copy', 'photo_place'] LOOP
    EXECUTE format('CREATE POLICY seats_read ON %I FOR SELECT TO eplan_portal USING (authority_id = ANY ((SELECT visible_authorities())::integer[]))', t);
    EXECUTE format('CREATE POLICY own_seats_add ON %I FOR INSERT TO eplan_portal WITH CHECK ((SELECT acting_is_admin()) OR authority_id = ANY ((SELECT acting_authorities(''engineering'', ''planning''))::integer[]))', t);
    EXECUTE format('GRANT SELECT ON %I TO eplan_portal', t);
  END LOOP;
END
$$;
CREATE POLICY own_seats_change ON photo FOR UPDATE TO eplan_portal
  USING ((SELECT acting_is_admin()) OR authority_id = ANY ((SELECT acting_authorities('engineering', 'planning'))::integer[]))
  WITH CHECK (true);
GRANT INSERT (project_id, authority_id, device_key, sha256, size_bytes, media_type, file_name, width, height, phase, caption, shown,
  taken_at, taken_from, place, place_from, accuracy_m, heading, heading_magnetic, likeness) ON photo TO eplan_portal;
GRANT UPDATE (phase, caption, shown, withdrawn_reason) ON photo TO eplan_portal;
GRANT INSERT (photo_id, authority_id, content) ON photo_original TO eplan_portal;
GRANT INSERT (photo_id, size, authority_id, width, height, content) ON photo_copy TO eplan_portal;
GRANT INSERT (photo_id, location_id, project_id, authority_id) ON photo_place TO eplan_portal;

CALL keep_audit('photo', 'audit_of_project');
CALL keep_audit('photo_place', 'audit_of_project');

-- Photographs as the acting account may know them: everybody, those shown of published projects, with their phase, caption and
-- the day on which they were taken; their own seats and those that supervise them, everything, and those withdrawn.
CREATE VIEW visible_photo AS
SELECT
  p.id, p.project_id, p.authority_id, p.phase, p.caption, p.width, p.height, p.uploaded_at, o.own,
  (p.taken_at AT TIME ZONE 'Asia/Bangkok')::date AS taken_on,
  CASE WHEN o.own THEN p.shown END AS shown, CASE WHEN o.own THEN encode(p.sha256, 'hex') END AS sha256,
  CASE WHEN o.own THEN p.size_bytes END AS size_bytes, CASE WHEN o.own THEN p.media_type END AS media_type,
  CASE WHEN o.own THEN p.file_name END AS file_name,
  CASE WHEN o.own THEN p.taken_at END AS taken_at, CASE WHEN o.own THEN p.taken_from END AS taken_from,
  CASE WHEN o.own THEN ST_X(p.place) END AS lon, CASE WHEN o.own THEN ST_Y(p.place) END AS lat,
  CASE WHEN o.own THEN p.place_from END AS place_from, CASE WHEN o.own THEN p.accuracy_m END AS accuracy_m,
  CASE WHEN o.own THEN p.heading END AS heading, CASE WHEN o.own THEN p.heading_magnetic END AS heading_magnetic,
  CASE WHEN o.own THEN p.uploaded_by END AS uploaded_by,
  p.withdrawn_at, p.withdrawn_by, p.withdrawn_reason
FROM photo AS p
CROSS JOIN (SELECT visible_authorities() AS mine OFFSET 0) AS m
CROSS JOIN LATERAL (SELECT p.authority_id = ANY (m.mine) AS own) AS o
WHERE o.own OR (p.shown AND p.withdrawn_at IS NULL
  AND EXISTS (SELECT FROM project AS j WHERE j.id = p.project_id AND j.published));

-- The copies of those.
CREATE VIEW visible_copy AS
SELECT c.photo_id, v.project_id, c.size, c.width, c.height, c.sha256, c.content
FROM photo_copy AS c JOIN visible_photo AS v ON v.id = c.photo_id;
GRANT SELECT ON visible_photo, visible_copy TO eplan_portal;
