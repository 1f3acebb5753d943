-- Where the areas of a file wait to be compared with an edition; gone with the transaction.
CREATE TEMPORARY TABLE staged_area (
  code text PRIMARY KEY,
  name_th text NOT NULL,
  name_en text,
  name_note text,
  geom geometry(MultiPolygon, 4326) NOT NULL,
  geom_note text
) ON COMMIT DROP
