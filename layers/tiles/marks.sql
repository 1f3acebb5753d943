-- The features of a tile to be drawn: well-known binary of their shape, and their attributes; with the versions
-- that they were made from, in one snapshot. Slots: features, versions.
SELECT
  ({versions}) AS versions, f.shapes, f.attributes
FROM (
  SELECT
    array_agg(ST_AsBinary(features.geom)) AS shapes,
    jsonb_agg(to_jsonb(features) - 'geom') AS attributes
  FROM ({features}) AS features
) AS f
