"""Invented projects: plausible works with their money and places, for the demonstration and for benchmarks.

Nothing here is real: every title, amount and place is drawn from the kinds of `kinds.csv`. The same seed
gives the same projects.
"""
