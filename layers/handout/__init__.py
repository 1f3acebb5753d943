"""The handout: spending on a map as one HTML file that opens anywhere, with no network."""
