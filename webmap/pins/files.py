"""A file from which a place is taken: read, listed and given back; nothing of it is kept here."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from shapely.geometry import mapping

from etl.places import ACCEPTED, FileShape, PlaceFile, read_place_file
from etl.readers.vectors import SystemUnknown
from geo.errors import BadRequest
from geo.measure import measure
from layers.projects.pinning import project_to_pin
from layers.projects.place_shape import point_of
from webmap.context import account_id, database, language
from webmap.pins.blueprint import bp
from webmap.pins.fields import SYSTEMS, whole

LONGEST_SOURCE = 300
FILE_SYSTEMS = {code: words for code, words in SYSTEMS.items() if code} | {
    "EPSG:4326": ("องศา · WGS 84", "Degrees · WGS 84")
}
"""The systems that a person may declare for a file that says none."""


@bp.post("/pins/file")
def read_file() -> ResponseReturnValue:
    """Answer with the shapes of a file for a `project`, in EPSG:4326; `crs` is for files that say none.

    Where a file says none, an unknown one, or has metres without one, and none is declared, the answer (409)
    lists the `systems` to choose from.
    """
    upload, project_id = request.files.get("file"), whole(request.form, "project")
    if upload is None or project_id is None or not upload.filename:
        raise BadRequest(f"ให้เลือกไฟล์หนึ่งไฟล์ {ACCEPTED}", f"Choose one file: {ACCEPTED}.")
    crs = request.form.get("crs") or None
    if crs is not None and crs not in FILE_SYSTEMS:
        raise BadRequest(f"ไม่รู้จักระบบพิกัด {crs[:40]}", f"The coordinate system {crs[:40]} is not offered here.")
    with database().reading(account_id()) as connection:
        project_to_pin(connection, project_id)
    with TemporaryDirectory(prefix="eplan-place-") as folder:
        path = Path(folder) / "upload"
        upload.save(path)
        try:
            found = read_place_file(path, upload.filename, crs)
        except SystemUnknown:
            return _which_system()
    return jsonify(_answer(found))


def _which_system() -> ResponseReturnValue:
    """Answer with the systems to choose from, for a page to ask and to send the file again."""
    body = {
        "type": "about:blank",
        "title": gettext("ไม่รู้ระบบพิกัดของไฟล์"),
        "status": 409,
        "detail": gettext("ไฟล์นี้ไม่บอกระบบพิกัด หรือบอกระบบที่ไม่รู้จัก เลือกระบบที่ใช้วาด แล้วดูบนแผนที่ว่าตรงหรือไม่"),
        "systems": [
            {"code": code, "word": words[language() == "en"]} for code, words in FILE_SYSTEMS.items()
        ],
    }
    answer = jsonify(body)
    answer.content_type = "application/problem+json"
    return answer, 409


def _answer(found: PlaceFile) -> dict[str, Any]:
    count = len(found.shapes)
    said = gettext(
        "%(file)s มี %(count)s รูป เลือกหนึ่งรูป", file=found.name, count=f"{count}+" if found.more else count
    )
    if count == 1:
        said = found.name
    return {
        "file": found.name,
        "said": said,
        "crs": found.crs,
        "operation": found.operation,
        "shapes": [_shape(found, shape) for shape in found.shapes],
    }


def _shape(found: PlaceFile, shape: FileShape) -> dict[str, Any]:
    name = shape.name or gettext("รูปที่ %(number)s", number=shape.row)
    problem = (shape.problem.english if language() == "en" else shape.problem.thai) if shape.problem else ""
    answer: dict[str, Any] = {
        "name": name,
        "source": f"{found.name} · {name}"[:LONGEST_SOURCE],
        "problem": problem,
        "geometry": None,
        "kind_word": "",
    }
    if shape.geometry is None:
        return answer
    middle, size = point_of(shape.geometry), measure(shape.geometry)
    return answer | {
        "geometry": mapping(shape.geometry),
        "kind_word": _kind(shape.geometry.geom_type),
        "lat": middle.y,
        "lon": middle.x,
        "length_m": size.length_m,
        "area_m2": size.area_m2,
    }


def _kind(kind: str) -> str:
    if kind.endswith("Polygon"):
        return str(gettext("พื้นที่"))
    return str(gettext("เส้น") if kind.endswith("LineString") else gettext("จุด"))
