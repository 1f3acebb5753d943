"""The addresses of photographs, all in one blueprint."""

from webmap.photos import files, section, sending, telling
from webmap.photos.blueprint import bp

__all__ = ["bp", "files", "section", "sending", "telling"]
