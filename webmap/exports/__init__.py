"""Downloads: a layer as a file, filtered as the map is."""
