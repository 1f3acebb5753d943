"""`/exports/{layer}.{format}`: the layer as a file, with the map's filters and what the asker may see."""

import os

from flask import Blueprint, Response, current_app, request, send_file
from flask.blueprints import BlueprintSetupState

from geo.errors import BadRequest, NotFound
from layers.exports.order import Order, read_order
from webmap.context import EXTENSION, account_id, database
from webmap.exports.making import Making

bp = Blueprint("exports", __name__)
_MAKING = "eplan.exports"
_CHARSETS = {"utf-8": "utf-8", "cp874": "windows-874"}


@bp.record_once
def _prepare(state: BlueprintSetupState) -> None:
    settings = state.app.extensions[EXTENSION].settings
    state.app.extensions[_MAKING] = Making(settings.home_path / "downloads")


@bp.get("/exports/<file_name>")
def download(file_name: str) -> Response:
    """Give a layer away as a file."""
    order = _order(file_name)
    if request.method == "HEAD":  # a stream, since the length is not known and must not be told as 0
        return _named(Response(iter(()), content_type=_media(order)), order)
    making: Making = current_app.extensions[_MAKING]
    file = making.make(database().url, order)
    response = send_file(file, mimetype=order.form.mime, etag=False, conditional=False)
    response.content_type = _media(order)
    response.content_length = os.fstat(file.fileno()).st_size
    return _named(response, order)


def _order(file_name: str) -> Order:
    layer, dot, ending = file_name.partition(".")
    if not dot:
        raise NotFound(
            "ที่อยู่ของไฟล์ต้องลงท้ายด้วยรูปแบบ เช่น /exports/projects.gpkg",
            "The address of a file ends in its format, such as /exports/projects.gpkg.",
        )
    repeated = [name for name, values in request.args.lists() if len(values) > 1]
    if repeated:
        raise BadRequest(
            f"ตัวกรอง “{repeated[0]}” มีมากกว่าหนึ่งค่า ให้เลือกค่าเดียว",
            f"The filter “{repeated[0]}” is given more than once; choose one value.",
        )
    return read_order(layer, ending, request.args, account_id())


def _media(order: Order) -> str:
    """Return the media type, of a text with the encoding that its file is really in."""
    if not order.form.mime.startswith("text/"):
        return order.form.mime
    return f"{order.form.mime}; charset={_CHARSETS[order.encoding]}"


def _named(response: Response, order: Order) -> Response:
    response.headers.set("Content-Disposition", "attachment", filename=order.file_name)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Accept-Ranges"] = "none"  # each request makes the file anew
    response.headers.pop("Expires", None)  # a year, as of the static files that the same call sends
    return response
