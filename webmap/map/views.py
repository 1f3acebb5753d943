"""The home page: the map with the list of what it shows."""

from flask import Blueprint, render_template

bp = Blueprint("map", __name__)


@bp.get("/")
def home() -> str:
    """Show the map."""
    return render_template("map/home.html")
