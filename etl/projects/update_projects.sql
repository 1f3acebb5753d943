-- The projects whose row has changed since it was last loaded. An empty cell takes nothing away.
UPDATE project AS p SET
  source_hash = m.source_hash,
  title = m.title,
  programme = coalesce(m.programme, p.programme),
  source = coalesce(m.source, p.source),
  category = CASE WHEN %(category_said)s THEN m.category ELSE p.category END,
  needs_place = CASE WHEN %(needs_place_said)s THEN m.needs_place ELSE p.needs_place END,
  no_place_reason = CASE WHEN %(needs_place_said)s THEN m.no_place_reason ELSE p.no_place_reason END,
  finished_on = coalesce(m.finished_on, p.finished_on),
  note = coalesce(m.note, p.note)
FROM matched_project AS m
WHERE p.id = m.known_id AND m.changed
