"""A table given back: the user's own rows with what was understood, mended or refused, and the choices."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from flask import Response, send_file

from etl.locating.giveback import give_back
from etl.locating.table import MORE, JudgedRow, Located
from geo.database import Row
from geo.errors import NotFound
from layers.bulk.kept import judgement_of
from layers.bulk.rows import every_row
from layers.bulk.table import find
from webmap.context import database, signed_in_account
from webmap.locating.blueprint import TABLE, bp
from webmap.locating.words import state_words

_KINDS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}


@bp.get(f"{TABLE}.<ending>")
def take_away(table_id: UUID, ending: str) -> Response:
    """Give a table back as XLSX or CSV."""
    if ending not in _KINDS:
        raise NotFound("ดาวน์โหลดได้เป็น .xlsx หรือ .csv", "A table is given back as .xlsx or .csv.")
    with TemporaryDirectory(prefix="eplan-locate-") as folder:
        path = Path(folder) / f"back.{ending}"
        with database().reading(signed_in_account()) as connection:
            table = find(connection, table_id)
            rows = map(_judged, every_row(connection, table_id))
            give_back(Located(table.columns, None, rows, more=MORE), path)
        response = send_file(path.open("rb"), mimetype=_KINDS[ending], etag=False, conditional=False)
        response.content_length = path.stat().st_size
    name = f"{Path(table.name).stem[:80]}-อ่านแล้ว.{ending}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers.pop("Expires", None)
    return response


def _judged(row: Row) -> JudgedRow:
    project = " · ".join(filter(None, (row["reference"], row["title"])))
    word, more, _ = state_words(row)
    problem = tuple(row["problem"]) if row["problem"] else ("", "")
    return JudgedRow(
        row["line"],
        tuple(row["cells"]),
        judgement_of(row["readings"], row["said"]),
        (problem[0], problem[-1]),
        row["chosen"],
        (project, " · ".join(filter(None, (word, more)))),
    )
