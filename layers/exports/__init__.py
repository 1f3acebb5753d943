"""Layers as files: one question, one snapshot of the database, streamed as Arrow into a format."""
