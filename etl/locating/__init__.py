"""A table of places, in whatever notations, read, judged, and given back with what was understood."""
