"""The addresses of pinning, all in one blueprint."""

from webmap.pins import changes, check, editor, lists, saving
from webmap.pins.blueprint import bp

__all__ = ["bp", "changes", "check", "editor", "lists", "saving"]
