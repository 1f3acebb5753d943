-- The projects that are new.
INSERT INTO project (id, authority_id, fiscal_year, source_key, source_hash, reference, title, programme, source,
  category, needs_place, no_place_reason, procurement, finished_on, note)
SELECT id, authority_id, fiscal_year, source_key, source_hash, reference, title, programme, source,
  category, needs_place, no_place_reason, procurement, finished_on, note
FROM matched_project
WHERE known_id IS NULL
