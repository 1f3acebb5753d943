"""The addresses of pinning, all in one blueprint."""

from webmap.pins import check, editor, lists, saving
from webmap.pins.blueprint import bp

__all__ = ["bp", "check", "editor", "lists", "saving"]
