"""Photographs as evidence of projects: kept, judged, and never called more than that."""
