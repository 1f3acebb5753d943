"""What the address of a page asks for: each word once, and none that is not known."""

from flask import request

from geo.errors import BadRequest
from layers.filters import Filters, parse_filters
from layers.projects.listing import Part


def asked_words() -> dict[str, str]:
    """Return the words of the address; raises `BadRequest` for one that is given more than once."""
    for name, values in request.args.lists():
        if len(values) > 1:
            raise BadRequest(
                f"ตัวกรอง “{name[:40]}” มีมากกว่าหนึ่งครั้ง ให้เหลือเพียงค่าเดียว",
                f"The filter “{name[:40]}” is given more than once; give it one value.",
            )
    return request.args.to_dict()


def asked_filters(*also: str) -> Filters:
    """Return the filters of the address; `also` names words that the page reads itself.

    Raises `BadRequest` for an unknown, repeated or malformed word.
    """
    return parse_filters(asked_words(), also)


def asked_part(limit: int) -> Part:
    """Return the part of a list that the request's address asks for."""
    return Part(request.args.get("sort") or "newest", asked_number("after"), limit)


def asked_number(name: str) -> int | None:
    """Return a whole number of the request's address; None where there is none."""
    text = request.args.get(name)
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise BadRequest(f"{name} = “{text[:40]}” ใช้ไม่ได้ ต้องเป็นจำนวนนับ", f"{name} must be a whole number.")
    return int(text)
