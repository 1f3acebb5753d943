-- The most bytes that each text column takes: one row.
-- Slots: widths, source (the layer's own statement).
SELECT {widths}
FROM ({source}) AS r
