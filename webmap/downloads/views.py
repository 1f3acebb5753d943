"""The page from which everything can be taken away as files."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from layers.catalogue import catalogue
from layers.exports.order import FORMS
from layers.filters import Filters
from layers.layer import Layer
from webmap.asked import asked_filters
from webmap.context import account_id, database, language
from webmap.projects.chips import chips_of

bp = Blueprint("downloads", __name__)
ORDER = ("projects", "spending", "authorities", "provinces", "amphoe", "tambon")


@dataclass(frozen=True)
class Offer:
    """A layer to take away: its name, the filters of the page that it takes, and whether it takes any."""

    layer: str
    title: str
    query: dict[str, str]
    filtered: bool


@bp.get("/downloads")
def home() -> str:
    """Show what can be taken away, narrowed by the filters."""
    filters = asked_filters()
    with database().reading(account_id()) as connection:
        chips = chips_of(connection, filters, language())
    layers = catalogue()
    offers = [_offer(layers[name], filters) for name in ORDER if name in layers]
    return render_template("downloads/home.html", filters=filters, chips=chips, offers=offers, forms=FORMS)


def _offer(layer: Layer, filters: Filters) -> Offer:
    query = {name: word for name, word in filters.query.items() if name in layer.words}
    title = layer.english if language() == "en" else layer.thai
    return Offer(layer.name, title, query, bool(layer.words))
