-- The shape of a project f as it was drawn, of its best place; null where it has none.
CASE WHEN f.point IS NOT NULL THEN drawn_shape(f.project_id) END
