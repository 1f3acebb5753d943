"""Looking at a table: its rows beside the map, with what was understood, before anything is written."""

import json
from typing import Any
from uuid import UUID

from flask import Response, jsonify, render_template, request

from geo.errors import BadRequest, EplanError
from layers.bulk.kept import manner_words
from layers.bulk.rows import GROUPS, counts_of, group_of, line_at, manners_of, points_of, rows_of
from layers.bulk.standing_in import stand_ins_of
from layers.bulk.table import find
from webmap.asked import asked_number
from webmap.context import account_id, database, language, portal, signed_in_account
from webmap.locating.blueprint import TABLE, bp
from webmap.locating.words import group_words, row_answer
from webmap.pins.words import phase_words

ROWS = 100
SHOWN = (*GROUPS, "mended")


@bp.get(TABLE)
def table(table_id: UUID) -> str:
    """Show a table, or how far its reading is."""
    return shown(table_id)


@bp.get(f"{TABLE}/points.json")
def points(table_id: UUID) -> Response:
    """Answer with the place of every row that has one, as features."""
    with database().reading(signed_in_account()) as connection:
        find(connection, table_id)
        found = points_of(connection, table_id)
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(row["geometry"]),
            "properties": {"line": row["line"], "state": group_of(row["state"])},
        }
        for row in found
    ]
    return jsonify(type="FeatureCollection", features=features)


def shown(table_id: UUID, error: EplanError | None = None) -> str:
    """Return the page of a table; `error` is what was refused just now."""
    account, group, page = signed_in_account(), request.args.get("show") or None, asked_number("page") or 1
    if group is not None and group not in SHOWN:
        raise BadRequest(
            f"show ต้องเป็นอย่างใดอย่างหนึ่งใน {', '.join(SHOWN)}", f"show is one of {', '.join(SHOWN)}."
        )
    with database().reading(account) as connection:
        found = find(connection, table_id)
        if line := asked_number("line"):
            group, page = None, line_at(connection, table_id, line) // ROWS + 1
        more: dict[str, Any] = {"rows": [], "manners": [], "stand_ins": []}
        counts = counts_of(connection, table_id)
        if not found.unread:
            rows = rows_of(connection, table_id, group, limit=ROWS + 1, skip=(min(page, 1000) - 1) * ROWS)
            more["rows"] = [row_answer(row) for row in rows[:ROWS]]
            more["following"] = len(rows) > ROWS
            more["stand_ins"] = stand_ins_of(connection, table_id) if found.keyed else []
            more["manners"] = [
                (key, manner_words(key)[language() == "en"], number)
                for key, number in manners_of(connection, table_id)
            ]
    return render_template(
        "locating/table.html",
        table=found,
        counts=counts,
        group=group,
        page=page,
        groups=group_words(keyed=found.keyed),
        phases=phase_words(),
        basemap=portal().settings.basemap_url,
        error=error.in_language(language()) if error else None,
        account=account_id(),
        **more,
    )
