"""The addresses of photographs."""

from flask import Blueprint

bp = Blueprint("photos", __name__)
PHOTOS = "/projects/<int(max=9007199254740991):project_id>/photos"
PHOTO = f"{PHOTOS}/<int(max=9007199254740991):photo_id>"
