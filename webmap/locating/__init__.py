"""Places in bulk: a table of texts sent in, looked at on the map, chosen from, and saved."""
