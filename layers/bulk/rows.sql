-- A table's rows with their projects, the place in force there, and their state; a fragment.
-- State: saved (and nothing else chosen since), same (the place stands already), ready, moves (another place stands), changed (since it was seen),
-- choose, skipped, refused, blank, unread, read (in a table that tells no projects), or why no project is known: none,
-- several, doubled, no-key.
-- Values: table.
SELECT
  r.line, r.cells, r.text, r.problem, r.status, r.readings, r.said, r.chosen, r.seen, r.saved, r.project_id, r.matched,
  f.title, f.reference, f.fiscal_year, t.phase, l.id AS standing, l.geom AS standing_geom, c.geom,
  CASE
    WHEN r.status IS NULL THEN 'unread'
    WHEN r.status IN ('blank', 'refused') THEN r.status
    WHEN r.saved = l.id AND (c.geom IS NULL OR ST_OrderingEquals(l.geom, c.geom)) THEN 'saved'
    WHEN r.chosen < 0 THEN 'skipped'
    WHEN r.chosen IS NULL THEN 'choose'
    WHEN NOT t.keyed THEN 'read'
    WHEN r.matched NOT IN ('project', 'doubled') THEN r.matched
    WHEN r.matched = 'doubled' AND EXISTS (
      SELECT FROM bulk_row AS o
      WHERE o.table_id = r.table_id AND o.project_id = r.project_id AND o.line <> r.line
        AND o.status NOT IN ('blank', 'refused') AND o.chosen IS DISTINCT FROM -1) THEN 'doubled'
    WHEN l.id IS NOT NULL AND ST_OrderingEquals(l.geom, c.geom) THEN 'same'
    WHEN l.id IS DISTINCT FROM r.seen THEN 'changed'
    WHEN l.id IS NULL THEN 'ready'
    ELSE 'moves' END AS state
FROM bulk_row AS r
JOIN bulk_table AS t ON t.id = r.table_id
LEFT JOIN visible_project AS f ON f.project_id = r.project_id
LEFT JOIN location AS l ON l.project_id = r.project_id AND l.phase = t.phase AND l.superseded_at IS NULL
LEFT JOIN LATERAL (SELECT bulk_shape(r.readings -> r.chosen::integer) AS geom WHERE r.chosen >= 0) AS c ON true
WHERE r.table_id = %(table)s
