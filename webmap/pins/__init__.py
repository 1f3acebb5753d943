"""Pinning: the list of what lacks a place, and the map on which one is given."""
