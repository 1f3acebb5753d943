-- What the checks found (layers/checks): findings that come and go with the facts, and the reasons given for them.

CREATE TABLE finding (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rule text NOT NULL,
  project_id bigint NOT NULL,
  authority_id integer NOT NULL,
  other_id bigint,
  other_authority_id integer,
  fiscal_year smallint NOT NULL,
  figures jsonb NOT NULL,
  basis uuid NOT NULL,
  found_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
  gone_at timestamptz,
  CHECK ((other_id IS NULL) = (other_authority_id IS NULL)),
  CHECK (other_id <> project_id)
);
COMMENT ON TABLE finding IS
  'What a rule found about a project, or about two; kept with gone_at when it no longer holds, or holds of other facts.';
COMMENT ON COLUMN finding.other_id IS 'The earlier of two projects that are alike; NULL where the rule is about one, or about many.';
COMMENT ON COLUMN finding.basis IS 'Digest of the facts it rests on: the same facts again are the same finding.';
CREATE UNIQUE INDEX one_standing_finding ON finding (project_id, rule, other_id, basis) NULLS NOT DISTINCT
  WHERE gone_at IS NULL;
CREATE INDEX finding_by_authority ON finding (authority_id, rule) WHERE gone_at IS NULL;
CREATE INDEX finding_by_other ON finding (other_id) WHERE gone_at IS NULL AND other_id IS NOT NULL;
CREATE INDEX finding_by_other_authority ON finding (other_authority_id) WHERE gone_at IS NULL AND other_id IS NOT NULL;

-- Reasons why something found is no mistake. They hold for the facts as they were: other facts open it again.
CREATE TABLE finding_settlement (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  finding_id bigint NOT NULL REFERENCES finding,
  rule text NOT NULL,
  project_id bigint NOT NULL,
  authority_id integer NOT NULL,
  other_id bigint,
  other_authority_id integer,
  basis uuid NOT NULL,
  reason text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
  created_by integer NOT NULL DEFAULT acting_account(),
  CONSTRAINT finding_needs_reason CHECK (btrim(reason) <> '' AND length(reason) <= 500)
);
COMMENT ON TABLE finding_settlement IS 'Only ever added to. What it is about is taken from the finding, whatever the asker says.';
CREATE INDEX finding_settlement_of ON finding_settlement (project_id, rule, basis);

CREATE FUNCTION settle_finding() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  SELECT f.rule, f.project_id, f.authority_id, f.other_id, f.other_authority_id, f.basis
  INTO NEW.rule, NEW.project_id, NEW.authority_id, NEW.other_id, NEW.other_authority_id, NEW.basis
  FROM finding AS f WHERE f.id = NEW.finding_id AND f.gone_at IS NULL;
  IF NOT FOUND THEN
    RAISE check_violation USING
      MESSAGE = format('finding %s does not stand', NEW.finding_id), CONSTRAINT = 'finding_stands';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER settle_finding BEFORE INSERT ON finding_settlement FOR EACH ROW EXECUTE FUNCTION settle_finding();

-- Whether the acting account sees every authority's own papers: asked before its authorities are gone through.
CREATE FUNCTION acting_sees_all() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM acting_seats() WHERE role IN ('department', 'admin'))
$$;

-- A finding about two projects is that of both their authorities. The public sees none.
ALTER TABLE finding ENABLE ROW LEVEL SECURITY;
ALTER TABLE finding_settlement ENABLE ROW LEVEL SECURITY;
CREATE POLICY seats_read ON finding FOR SELECT TO eplan_portal USING (
  (SELECT acting_sees_all())
  OR authority_id = ANY ((SELECT visible_authorities())::integer[])
  OR other_authority_id = ANY ((SELECT visible_authorities())::integer[]));
CREATE POLICY checks_add ON finding FOR INSERT TO eplan_portal WITH CHECK ((SELECT acting_is_admin()));
CREATE POLICY checks_end ON finding FOR UPDATE TO eplan_portal
  USING ((SELECT acting_is_admin())) WITH CHECK ((SELECT acting_is_admin()));
GRANT SELECT ON finding TO eplan_portal;
GRANT INSERT (rule, project_id, authority_id, other_id, other_authority_id, fiscal_year, figures, basis) ON finding TO eplan_portal;
GRANT UPDATE (gone_at) ON finding TO eplan_portal;

CREATE POLICY seats_read ON finding_settlement FOR SELECT TO eplan_portal USING (
  (SELECT acting_sees_all())
  OR authority_id = ANY ((SELECT visible_authorities())::integer[])
  OR other_authority_id = ANY ((SELECT visible_authorities())::integer[]));
CREATE POLICY own_seats_add ON finding_settlement FOR INSERT TO eplan_portal WITH CHECK (
  (SELECT acting_is_admin())
  OR authority_id = ANY ((SELECT acting_authorities('engineering', 'planning'))::integer[])
  OR other_authority_id = ANY ((SELECT acting_authorities('engineering', 'planning'))::integer[]));
GRANT SELECT ON finding_settlement TO eplan_portal;
GRANT INSERT (finding_id, reason) ON finding_settlement TO eplan_portal;
CALL keep_audit('finding_settlement', 'audit_of_project');

-- What stands, as the asker may see it, and whether a reason was given for these very facts.
CREATE VIEW standing_finding WITH (security_invoker = true) AS
SELECT
  f.id, f.rule, f.project_id, f.authority_id, f.other_id, f.other_authority_id, f.fiscal_year, f.figures, f.basis, f.found_at,
  EXISTS (
    SELECT FROM finding_settlement AS s
    WHERE s.project_id = f.project_id AND s.rule = f.rule AND s.basis = f.basis
      AND s.other_id IS NOT DISTINCT FROM f.other_id) AS settled
FROM finding AS f
WHERE f.gone_at IS NULL;
GRANT SELECT ON standing_finding TO eplan_portal;

-- Coarse outlines of the two seas, drawn so that they leave out the land of the neighbours. Land of ours within them does
-- no harm: only what lies in no area is looked for here.
CREATE FUNCTION in_a_sea(place geometry) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT ST_Intersects(place, ST_GeomFromText('MULTIPOLYGON(
    ((102.91 11.64, 102.5 9.0, 103.0 7.5, 102.1 6.24, 101.5 6.6, 100.4 7.2, 99.5 9.2, 99.3 10.5, 99.72 11.8, 99.9 13.2,
      100.2 13.9, 101.2 13.9, 102.0 12.8, 102.72 12.1, 102.91 11.64)),
    ((98.6 9.9, 98.0 9.5, 97.3 9.5, 97.3 6.0, 99.5 6.35, 100.1 6.42, 100.2 6.9, 99.4 7.8, 98.8 9.0, 98.6 9.9)))', 4326))
$$;

-- What a title says beside the kind of work, which the category tells better: the names of places and things. Numbers,
-- units and the set phrases of works are taken out.
CREATE FUNCTION title_names(title text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT btrim(regexp_replace(regexp_replace(regexp_replace(title,
    'หรือ(มี)?พื้นที่.*?ไม่น้อยกว่า|โครงการ|ก่อสร้าง|ปรับปรุง|ซ่อมแซม|ซ่อมสร้าง|ต่อเติม|ติดตั้ง|เสริมผิว|ถนนคอนกรีตเสริมเหล็ก|คอนกรีตเสริมเหล็ก|แอสฟัลท์ติกคอนกรีต|ค\.ส\.ล\.?|คสล\.?|ลาดยาง|หินคลุก|ถนน|หมู่ที่|หมู่|ผิวจราจร|กว้าง|ยาว|หนา|ลึก|สูง|เฉลี่ย|ขนาด|จำนวน|ระยะทาง|ประจำปี|ปีงบประมาณ|ตร\.ม\.?|ตารางเมตร|เมตร|ม\.', ' ', 'g'),
    '[0-9๐-๙.,()/"“”×=-]+', ' ', 'g'), '\s+', ' ', 'g'))
$$;

-- The numbers of a title, each once, as they count: no commas, no zeros behind, Thai digits as others, no years.
CREATE FUNCTION title_numbers(title text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT trim_scale(m[1]::numeric)::text), '{}')
  FROM regexp_matches(
    regexp_replace(replace(translate(title, '๐๑๒๓๔๕๖๗๘๙', '0123456789'), ',', ''), '(ปี|พ\.ศ\.)\s*[0-9]{4}', '', 'g'),
    '([0-9]{1,12}(?:\.[0-9]{1,6})?)', 'g') AS m
$$;

-- The number of a village (หมู่) and of a lane (ซอย) in a title; NULL where it says none.
CREATE FUNCTION title_place(title text, word text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT ltrim(substring(translate(title, '๐๑๒๓๔๕๖๗๘๙', '0123456789') FROM word || '\s*([0-9]{1,3})'), '0')
$$;

-- How alike two titles are, 0 to 1: the names by their trigrams, the numbers by how many are in both. Titles that name
-- different villages or lanes by their numbers are not alike.
CREATE FUNCTION title_likeness(one text, other text) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN one = other THEN 1
    WHEN title_place(one, '(?:หมู่ที่|หมู่|ม\.)') <> title_place(other, '(?:หมู่ที่|หมู่|ม\.)') THEN 0
    WHEN title_place(one, '(?:ซอยที่|ซอย|ซ\.)') <> title_place(other, '(?:ซอยที่|ซอย|ซ\.)') THEN 0
    WHEN cardinality(n.first) = 0 OR cardinality(n.second) = 0 THEN n.names
    ELSE 0.6 * n.names + 0.4 * n.shared / (cardinality(n.first) + cardinality(n.second) - n.shared) END
  FROM (
    SELECT
      t.first, t.second,
      CASE WHEN title_names(one) = title_names(other) THEN 1
        ELSE similarity(title_names(one), title_names(other)) END::double precision AS names,
      (SELECT count(*) FROM unnest(t.first) AS x (v) WHERE x.v = ANY (t.second))::double precision AS shared
    FROM (SELECT title_numbers(one) AS first, title_numbers(other) AS second) AS t
  ) AS n
$$;

-- The spacing of a shape's vertices in metres, by which a simplified boundary is told.
CREATE FUNCTION vertex_spacing_m(shape geometry) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT ST_Perimeter(shape) * 108000 / ST_NPoints(shape)
$$;
