"""The addresses of projects."""

from flask import Blueprint

bp = Blueprint("projects", __name__)
PROJECT = "<int(max=9007199254740991):project_id>"
