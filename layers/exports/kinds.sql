-- The kinds of shape among the rows, such as LINESTRING: a row each, in the alphabet's order; null where a row has none.
-- Slots: source (the layer's own statement).
SELECT GeometryType(r.geom) AS kind
FROM ({source}) AS r
GROUP BY 1
ORDER BY 1
