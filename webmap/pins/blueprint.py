"""The addresses of pinning."""

from flask import Blueprint

bp = Blueprint("pins", __name__)
PROJECT = "/projects/<int(max=9007199254740991):project_id>/pin"
