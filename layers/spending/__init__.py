"""Money by place: sums of projects by area or authority, and the money on no map, with the reason."""
