"""The list of what a seat has to pin."""

from dataclasses import replace
from typing import Any

from flask import render_template, request

from geo.errors import BadRequest
from layers.filters import Filters, parse_filters
from layers.projects.pinning import pin_counts, pin_list, read_sort
from webmap.asked import asked_words
from webmap.context import database, signed_in_account
from webmap.pins.blueprint import bp
from webmap.pins.words import phase_words

ROWS = 50
LAST_PAGE = 10_000


@bp.get("/pins")
def listing() -> str:
    """Show the projects that the seat may pin, those without a place unless asked otherwise."""
    account, (filters, sort) = signed_in_account(), asked_list(also=("page",))
    filters = filters if filters.located else replace(filters, located="no")
    page = _page()
    with database().reading(account) as connection:
        found = pin_list(connection, filters, sort, ROWS + 1, (page - 1) * ROWS)
        counts = pin_counts(connection, filters)
    return render_template(
        "pins/list.html",
        projects=found[:ROWS],
        more=len(found) > ROWS,
        page=page,
        counts=counts,
        filters=filters,
        sort=sort,
        query=list_query(filters, sort),
        account=account,
        phases=phase_words(),
    )


def asked_list(also: tuple[str, ...] = ()) -> tuple[Filters, str]:
    """Return the filters and the order of the list that the request's address carries."""
    words = asked_words()
    filters = parse_filters(words, also=("sort", *also))
    return filters, read_sort("sort", words.get("sort") or "newest")


def list_query(filters: Filters, sort: str) -> dict[str, Any]:
    """Return the words that carry a list along from pin to pin; what goes without saying is left out."""
    words: dict[str, Any] = {
        name: value for name, value in filters.query.items() if (name, value) != ("located", "no")
    }
    return words | ({"sort": sort} if sort != "newest" else {})


def _page() -> int:
    text = request.args.get("page") or "1"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= LAST_PAGE):
        raise BadRequest("page ต้องเป็นเลขหน้า เริ่มที่ 1", "page must be the number of a page, from 1.")
    return int(text)
