-- Local authorities (อปท.): our own immutable id, and everything else with its dates.

CREATE TABLE authority (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  type text NOT NULL CHECK (type IN ('pao', 'city', 'town', 'subdistrict', 'sao', 'special')),
  name_th text NOT NULL CHECK (name_th <> ''),
  name_en text,
  label_th text NOT NULL GENERATED ALWAYS AS (CASE type
    WHEN 'pao' THEN 'อบจ.' WHEN 'city' THEN 'ทน.' WHEN 'town' THEN 'ทม.' WHEN 'subdistrict' THEN 'ทต.'
    WHEN 'sao' THEN 'อบต.' ELSE '' END || name_th) STORED,
  label_en text NOT NULL GENERATED ALWAYS AS (coalesce(name_en, name_th) || CASE type
    WHEN 'pao' THEN ' PAO' WHEN 'city' THEN ' City' WHEN 'town' THEN ' Town' WHEN 'subdistrict' THEN ' Municipality'
    WHEN 'sao' THEN ' SAO' ELSE '' END) STORED,
  province_code text NOT NULL CHECK (province_code ~ '^[0-9]{2}$'),
  amphoe_code text CHECK (amphoe_code ~ '^[0-9]{4}$'),
  supervising_level text NOT NULL CHECK (supervising_level IN ('province', 'amphoe')),
  area_km2 numeric CHECK (area_km2 > 0),
  office geometry(Point, 4326),
  office_note text,
  boundary geometry(MultiPolygon, 4326),
  boundary_quality text CHECK (boundary_quality IN ('surveyed', 'digitised', 'derived')),
  boundary_source text,
  valid_from date,
  valid_to date,
  is_demo boolean NOT NULL DEFAULT false,
  CHECK (supervising_level = 'province' OR amphoe_code IS NOT NULL),
  CHECK (amphoe_code IS NULL OR left(amphoe_code, 2) = province_code),
  CHECK ((boundary IS NULL) = (boundary_quality IS NULL))
);
COMMENT ON COLUMN authority.label_th IS 'The name as offices write it, with the short word of its type: two kinds share a name often.';
COMMENT ON COLUMN authority.office IS 'Where the office stands, only when it could be trusted; it may lie outside the authority''s own territory.';
COMMENT ON COLUMN authority.office_note IS 'Why the office''s published coordinate is not trusted, with the coordinate as published.';
COMMENT ON COLUMN authority.amphoe_code IS 'The amphoe of the office; the home area of projects that have no place.';
CREATE INDEX authority_by_amphoe ON authority (amphoe_code);
CREATE INDEX authority_by_province ON authority (province_code);
CREATE INDEX authority_office ON authority USING gist (office);
CREATE INDEX authority_name ON authority USING gin (name_th gin_trgm_ops);

CREATE TABLE authority_code (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  authority_id integer NOT NULL REFERENCES authority,
  scheme text NOT NULL DEFAULT 'dla',
  code text NOT NULL,
  valid_from date NOT NULL DEFAULT '-infinity',
  valid_to date NOT NULL DEFAULT 'infinity',
  CHECK (valid_to > valid_from),
  EXCLUDE USING gist (scheme WITH =, code WITH =, daterange(valid_from, valid_to) WITH &&),
  EXCLUDE USING gist (authority_id WITH =, scheme WITH =, daterange(valid_from, valid_to) WITH &&)
);
COMMENT ON TABLE authority_code IS 'External codes: DLA''s embeds type and amphoe, so it changes when an authority is upgraded.';
CREATE INDEX authority_code_by_code ON authority_code (code);
CREATE INDEX authority_code_by_authority ON authority_code (authority_id);

CREATE TABLE authority_coverage (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  authority_id integer NOT NULL REFERENCES authority,
  area_code text NOT NULL CHECK (area_code ~ '^[0-9]{2}([0-9]{2}){0,2}$'),
  extent text NOT NULL CHECK (extent IN ('whole', 'part')),
  source text NOT NULL,
  valid_from date NOT NULL DEFAULT '-infinity',
  valid_to date NOT NULL DEFAULT 'infinity',
  EXCLUDE USING gist (authority_id WITH =, area_code WITH =, daterange(valid_from, valid_to) WITH &&)
);
CREATE INDEX authority_coverage_by_area ON authority_coverage (area_code);

-- Authorities with the code in force today.
CREATE VIEW current_authority AS
SELECT
  a.id, c.code, a.type, a.name_th, a.name_en, a.label_th, a.label_en, a.province_code, a.amphoe_code, a.supervising_level,
  a.area_km2, a.office, a.office_note, a.boundary, a.boundary_quality, a.boundary_source, a.is_demo
FROM authority AS a
LEFT JOIN authority_code AS c
  ON c.authority_id = a.id AND c.scheme = 'dla' AND c.valid_from <= current_date AND c.valid_to > current_date
WHERE coalesce(a.valid_to, 'infinity') > current_date;
