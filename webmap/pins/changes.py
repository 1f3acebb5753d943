"""What has changed, for maps that are open: a version of each layer, from memory."""

from typing import cast

from flask import current_app, jsonify, request
from flask.typing import ResponseReturnValue

from layers.tiles.store import TileStore
from webmap.pins.blueprint import bp
from webmap.tiles.views import STORE


@bp.get("/changes.json")
def changes() -> ResponseReturnValue:
    """Answer with a word for each layer that differs after every write that the layer shows."""
    store = cast(TileStore, current_app.extensions[STORE])
    answer = jsonify(store.watch.current().layers)
    answer.add_etag()
    answer.headers["Cache-Control"] = "no-cache"
    return answer.make_conditional(request)
