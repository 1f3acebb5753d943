"""The addresses of pinning, all in one blueprint."""

from webmap.pins import around, changes, check, editor, files, lists, saving, shapes
from webmap.pins.blueprint import bp

__all__ = ["around", "bp", "changes", "check", "editor", "files", "lists", "saving", "shapes"]
