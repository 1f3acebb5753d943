"""What every page has around it: navigation, years, who is signed in, and how figures are written."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Flask, get_flashed_messages, request, url_for
from flask_babel import gettext
from flask_login import current_user

from geo.thai.clock import thai_time
from geo.thai.dates import format_date, to_be
from layers.accounts.person import Person
from layers.projects.listing import Standing, standing
from webmap import figures, words
from webmap.context import database, language, portal

YEAR_PAGES = {"map.home", "projects.listing", "spending.home", "downloads.home"}
CARRIED = ("fiscal_year", "area", "authority")


def frame_pages(app: Flask) -> None:
    """Give the templates of the app the frame and the ways of writing figures."""
    app.context_processor(_frame)
    app.jinja_env.filters |= {
        "money": figures.money,
        "baht": figures.baht,
        "short_money": figures.short_money,
        "number": figures.number,
        "day": _day,
        "moment": _moment,
        "be": to_be,
    }
    app.jinja_env.globals |= {
        "static": _static,
        "figures": figures,
        "english": lambda: language() == "en",
        "name_of": words.name_of,
        "column_title": words.column_title,
        "asking": _asking,
        "get_flashed_messages": get_flashed_messages,
    }


def signed_in() -> Person | None:
    """Return the person that is signed in."""
    return current_user.person if current_user and current_user.is_authenticated else None


def _frame() -> dict[str, Any]:
    return {
        "language": language(),
        "person": signed_in(),
        "keeps_pages": portal().settings.offline,
        "standing": _standing,
        "carried": {name: request.args[name] for name in CARRIED if request.args.get(name)},
        "with_words": _with_words,
        "year_pages": YEAR_PAGES.__contains__,
    }


def _standing() -> Standing:
    with database().reading() as connection:
        return standing(connection)


def _static(name: str) -> str:
    return url_for("static", filename=name)


def _asking(words: Mapping[str, str], **more: str | int | None) -> str:
    """Return words as the query of an address, some of them changed; None takes one away."""
    asked = {name: value for name, value in {**words, **more}.items() if value not in (None, "")}
    return f"?{urlencode(asked)}" if asked else ""


def _with_words(**words: str | int | None) -> str:
    """Return this page's address with some words changed; None takes one away. The page begins anew."""
    kept = {name: value for name, value in request.args.items() if name != "after"}
    return request.path + _asking(kept, **words)


def _day(value: date | None) -> str:
    if value is None:
        return "–"
    return f"{value.day} {value:%b} {value.year}" if language() == "en" else format_date(value)


def _moment(value: datetime) -> str:
    local = thai_time(value)
    return str(gettext("%(day)s เวลา %(time)s น.", day=_day(local.date()), time=f"{local:%H:%M}"))
