"""The list of local authorities in: DLA's, or another with like columns."""
