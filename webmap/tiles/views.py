"""`/tiles/…`: TileJSON, vector tiles and images of every layer, for our own map and any other client."""

import json
from typing import cast
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, current_app, request
from flask.blueprints import BlueprintSetupState

from geo.errors import EplanError
from layers.tiles.store import Stored, TileStore, stored
from layers.tiles.tilejson import tilejson
from webmap.context import EXTENSION, database
from webmap.tiles.address import MEDIA, asked_of, read_address
from webmap.tiles.answer import CROSS_ORIGIN, answer
from webmap.tiles.figures import TileFigures
from webmap.tiles.gate import FAILURE, TileGate

bp = Blueprint("tiles", __name__, url_prefix="/tiles")
STORE = "eplan.tiles"
METRICS = "eplan.metrics"


@bp.record_once
def _prepare(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    portal = app.extensions[EXTENSION]
    store = TileStore(portal.database, portal.settings.tile_cache_mb << 20)
    app.extensions[STORE] = store
    app.wsgi_app = TileGate(app.wsgi_app, store)  # type: ignore[method-assign]
    if METRICS in app.extensions:
        app.extensions[METRICS].register(TileFigures(store))


@bp.after_request
def _for_any_page(response: Response) -> Response:
    """Let pages of other hosts use the tiles, and read what is wrong with a question."""
    response.headers.update(CROSS_ORIGIN)
    return response


@bp.get("/<name>.json")
def description(name: str) -> Response:
    """Describe a layer's vector tiles for the same filters."""
    layer, question = asked_of(name, request.query_string.decode("latin-1"))
    query = f"?{urlencode(question.query)}" if question.query else ""
    template = f"{request.url_root}tiles/{layer.name}/{{z}}/{{x}}/{{y}}.mvt{query}"
    body = json.dumps(tilejson(database(), layer, question, template), ensure_ascii=False).encode()
    return _response(stored(body, None), "application/json")


@bp.get("/<name>/<z>/<x>/<row>")
def tile(name: str, z: str, x: str, row: str) -> Response:
    """Answer with one tile, or with why there is none: the gate before the app has seen it already."""
    failure = request.environ.get(FAILURE)
    if isinstance(failure, EplanError):
        raise failure
    wanted = read_address(name, z, x, row, request.query_string.decode("latin-1"))
    store: TileStore = current_app.extensions[STORE]
    return _response(store.tile(wanted.layer, wanted.tile, wanted.question, wanted.form), MEDIA[wanted.form])


def _response(found: Stored, media: str) -> Response:
    headers = request.headers
    status, fields, body = answer(
        found, media, headers.get("Accept-Encoding", ""), headers.get("If-None-Match", "")
    )
    return Response(body, status, fields)
