"""The addresses of places in bulk, all in one blueprint."""

from webmap.locating import away, choosing, looking, saving, sending
from webmap.locating.blueprint import bp

__all__ = ["away", "bp", "choosing", "looking", "saving", "sending"]
