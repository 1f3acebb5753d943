-- Remember the keys of the matched rows.
INSERT INTO loaded_key SELECT authority_id, fiscal_year, key, nth, row FROM matched_project
