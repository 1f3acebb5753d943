-- Places in no area of the country, within the coarse outlines of its seas. Slot: beyond. Values: those of beyond.
SELECT b.project_id, b.other_id, b.figures, b.basis FROM ({beyond}) AS b WHERE b.at_sea
