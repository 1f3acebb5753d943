"""Pictures from phones and cameras, read as what they are: files of strangers."""

from etl.photos.read import ACCEPTED, PhotoLimits, read_photo

__all__ = ["ACCEPTED", "PhotoLimits", "read_photo"]
