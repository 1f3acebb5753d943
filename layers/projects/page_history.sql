-- What was done to a project, newest first, each with the row as it was before and as it was after.
-- An insert keeps no image: the first image kept later, or the row as it stands, is what was inserted.
-- Values: id, limit.
SELECT
  h.at, account_name(h.account_id) AS who, h.subject, h.action, h.was,
  coalesce(h.next_was, to_jsonb(p), to_jsonb(e), to_jsonb(l), to_jsonb(d), to_jsonb(t)) AS became
FROM (
  SELECT a.*, lead(a.was) OVER (PARTITION BY a.subject, a.subject_id ORDER BY a.id NULLS FIRST) AS next_was
  FROM audit AS a
  WHERE a.project_id = %(id)s
) AS h
LEFT JOIN project AS p ON h.subject = 'project' AND p.id = h.subject_id
LEFT JOIN money_event AS e ON h.subject = 'money_event' AND e.project_id = h.project_id AND e.id = h.subject_id
LEFT JOIN location AS l ON h.subject = 'location' AND l.id = h.subject_id
LEFT JOIN drift_settlement AS d ON h.subject = 'drift_settlement' AND d.id = h.subject_id
LEFT JOIN photo AS t ON h.subject = 'photo' AND t.id = h.subject_id
ORDER BY h.at DESC, h.id DESC NULLS LAST, array_position(ARRAY['project', 'money_event', 'location'], h.subject) DESC,
  h.subject_id DESC
LIMIT %(limit)s
