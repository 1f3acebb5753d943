-- The rows of an export as they go into its file, the geometry as WKB.
-- Slots: columns, geometry (an expression on `r`), source (the layer's own statement).
SELECT {columns}, ST_AsBinary({geometry}) AS geom
FROM ({source}) AS r
