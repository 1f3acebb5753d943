"""The one error of everything that reads what people write."""

from geo.errors import BadRequest


class Unreadable(BadRequest, ValueError):
    """A text has no reading as what it should be: a number, a date, an angle."""


def shown(text: object, limit: int = 60) -> str:
    """Return a value fit to stand inside an error message: one line, at most `limit` characters."""
    line = " ".join(str(text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
