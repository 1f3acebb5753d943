-- The current editions of the boundaries: what to name as their source.
SELECT level, name, source, licence
FROM area_edition
WHERE is_current
ORDER BY level
