"""Boundaries in: provinces, amphoe and tambon from files as they are published."""
