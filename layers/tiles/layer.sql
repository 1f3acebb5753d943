-- The features of one layer, encoded. Slots: features, layer. Without features: no bytes.
(SELECT coalesce(ST_AsMVT(features, {layer}, 4096, 'geom', 'feature_id'), '') FROM ({features}) AS features)
