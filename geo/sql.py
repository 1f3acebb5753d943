"""SQL kept in files beside the Python that runs it."""

from functools import cache
from importlib.resources import files
from typing import LiteralString

from psycopg import sql


@cache
def text(package: str, name: str) -> LiteralString:
    """Return the text of `name`.sql in a package."""
    return (files(package) / f"{name}.sql").read_text("utf-8")


def statement(package: str, name: str, **slots: sql.Composable) -> sql.Composed:
    """Compose the statement `name`.sql of a package; `{slot}`s are identifiers or fragments."""
    return sql.SQL(text(package, name)).format(**slots)
