"""Spending by place: the map with its table, and the same as data."""

from pathlib import Path
from typing import Literal

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from layers.spending.around import Around, around
from layers.spending.table import SpendingTable, Sums, spending_table
from webmap.asked import asked_words
from webmap.context import database, language, portal
from webmap.spending import page, words
from webmap.spending.question import Question, read_question
from webmap.spending.shape import classes_data, filters_data, table_data
from webmap.spending.sheet import sheet

bp = Blueprint("spending", __name__)
STATIC = Path(__file__).parent.parent / "static"


@bp.get("/spending")
def home() -> ResponseReturnValue:
    """Show the choropleth and the table beside it."""
    question = read_question(asked_words())
    table, there = answer(question)
    if home_province := _only_province(table):
        return redirect(url_for("spending.home", **question.ask(level="amphoe", area=home_province)))
    return render_template("spending/page.html", **shown(question, table, there))


@bp.get("/spending.json")
def data() -> Response:
    """Answer with the rows, what is mapped and what is not, and the classes of the measure."""
    question = read_question(asked_words())
    table, _ = answer(question)
    return jsonify(
        level=question.level,
        measure=question.measure,
        filters=filters_data(question.filters),
        **table_data(table),
        classes=classes_data(table.classes(question.measure)),
    )


@bp.get("/spending.csv")
def csv() -> Response:
    """Answer with the table for a spreadsheet."""
    question = read_question(asked_words())
    table, _ = answer(question)
    response = Response(sheet(table, question), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="spending-{question.level}.csv"'
    return response


@bp.get("/spending/handout.html")
def handout() -> Response:
    """Give the map and its table away as one file that opens with no network."""
    # folium is half a second and 60 MB that only a handout needs.
    from layers.handout.make import Asked, make_handout  # noqa: PLC0415

    question = read_question(asked_words())
    reader: Literal["th", "en"] = "en" if language() == "en" else "th"
    asked = Asked(question.level, question.measure, question.filters, reader)
    with database().reading() as connection:
        page_of_all = make_handout(connection, asked, STATIC / "vendor" / "leaflet")
    response = Response(page_of_all, content_type="text/html; charset=utf-8")
    # A file to keep: opened in place, our own rules for pages would keep its map from being drawn.
    response.headers["Content-Disposition"] = f'attachment; filename="spending-{question.level}.html"'
    return response


def answer(question: Question) -> tuple[SpendingTable, Around]:
    """Return the table that a question asks for, and what surrounds it."""
    with database().reading() as connection:
        table = spending_table(connection, question.level, question.filters)
        return table, around(connection, question.filters.area)


def shown(question: Question, table: SpendingTable, there: Around) -> dict[str, object]:
    """Return what the template needs."""
    classes = table.classes(question.measure)
    return {
        "question": question,
        "table": table,
        "there": there,
        "classes": classes,
        "rows": page.shown_rows(table, question, classes, there),
        "legend": page.legend(classes, question.measure),
        "parts": page.parts(table, question),
        "crumbs": page.crumbs(question, there),
        "narrowing": page.narrowing(question),
        "total_word": words.amount_word(question.measure, table.total.value(question.measure)),
        "off_map": sum(table.unmapped.values(), Sums()),
        "all_projects": page.projects_link(question.filters),
        "measures": words.measure_words(),
        "levels": words.level_words(),
        "basemap": portal().settings.basemap_url,
        "state": {
            "level": question.level,
            "measure": question.measure,
            "classes": classes_data(classes),
            "bounds": page.bounds_of(there),
            "tiles": question.tile_query,
            "words": {
                "measure": words.measure_words()[question.measure],
                "baht": words.pick("บาท", "baht"),
                "projects": words.pick("โครงการ", "projects"),
            },
        },
    }


def _only_province(table: SpendingTable) -> str | None:
    """Return the province that has all the money, when the whole was asked for and no level named."""
    if request.args.get("level") or request.args.get("area"):
        return None
    found = [row.code for row in table.rows if row.sums.count]
    return found[0] if len(found) == 1 else None
