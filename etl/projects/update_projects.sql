-- The projects whose row has changed since it was last loaded. An empty cell takes nothing away, and where only money
-- has changed everything else stays as it has become.
UPDATE project AS p SET
  source_hash = m.source_hash,
  title = CASE WHEN m.rest_changed THEN m.title ELSE p.title END,
  programme = CASE WHEN m.rest_changed THEN coalesce(m.programme, p.programme) ELSE p.programme END,
  source = CASE WHEN m.rest_changed THEN coalesce(m.source, p.source) ELSE p.source END,
  category = CASE WHEN m.rest_changed AND m.category_said THEN m.category ELSE p.category END,
  needs_place = CASE WHEN m.rest_changed AND m.needs_place_said THEN m.needs_place ELSE p.needs_place END,
  no_place_reason = CASE WHEN m.rest_changed AND m.needs_place_said THEN m.no_place_reason ELSE p.no_place_reason END,
  procurement = p.procurement AND (m.procurement OR NOT m.paid_changed OR f.contracted > 0),
  finished_on = CASE WHEN m.rest_changed THEN coalesce(m.finished_on, p.finished_on) ELSE p.finished_on END,
  note = CASE WHEN m.rest_changed THEN coalesce(m.note, p.note) ELSE p.note END
FROM matched_project AS m
CROSS JOIN LATERAL (SELECT contracted FROM visible_project WHERE project_id = m.known_id OFFSET 0) AS f
WHERE p.id = m.known_id AND m.changed
