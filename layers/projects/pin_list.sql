-- Projects that the acting account's seats may pin, as rows of the list of pins.
-- Slots: which, the filters on f; after, what follows a project in the order; order. Values: those of the
-- filters, authority (its code, or null), limit, skip.
SELECT
  f.project_id AS id, f.reference, f.title, f.fiscal_year, f.stage, f.located, f.published, f.category, f.approved, f.drift_m,
  f.authority_id, a.label_th AS authority_th, a.label_en AS authority_en,
  p.no_place_reason
FROM visible_project AS f
JOIN project AS p ON p.id = f.project_id
JOIN authority AS a ON a.id = f.authority_id
WHERE {seats} AND {which} AND {after}
ORDER BY {order}
LIMIT %(limit)s OFFSET %(skip)s
