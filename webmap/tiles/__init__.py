"""Tiles of every layer over HTTP, the same for whoever asks."""
