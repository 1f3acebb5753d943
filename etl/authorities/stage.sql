-- Where the authorities of a list wait to be compared with those there are; gone with the transaction.
-- `authority_id` is filled by match.sql; `published` is the coordinate as published, trusted or not.
CREATE TEMPORARY TABLE staged_authority (
  code text PRIMARY KEY,
  type text NOT NULL,
  name_th text NOT NULL,
  name_en text,
  province_code text NOT NULL,
  amphoe_code text,
  supervising_level text NOT NULL,
  area_km2 numeric,
  office geometry(Point, 4326),
  office_note text,
  published geometry(Point, 4326),
  authority_id integer,
  is_new boolean NOT NULL DEFAULT true
) ON COMMIT DROP
