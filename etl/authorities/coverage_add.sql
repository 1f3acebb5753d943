-- Add what `staged_cover` holds.
INSERT INTO authority_coverage (authority_id, area_code, extent, source, valid_from)
SELECT authority_id, area_code, extent, source, valid_from
FROM staged_cover
ORDER BY authority_id, area_code
