-- The shape of a project f as it was drawn, of its best place; null where it has none. Those of drafts are read as their own seats
-- may, whose authorities are looked up once and not once a draft.
CASE
  WHEN f.point IS NULL THEN NULL
  WHEN f.published THEN drawn_shape(f.project_id)
  ELSE (SELECT l.geom FROM location AS l WHERE l.id = f.location_id)
END
