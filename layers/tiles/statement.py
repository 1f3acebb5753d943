"""The statements that a tile is made with, put together once and sent as text ever after."""

from functools import cache, lru_cache

from psycopg import sql

from geo.sql import statement, text


@lru_cache(maxsize=512)
def vector_statement(parts: tuple[tuple[str, str], ...]) -> str:
    """Return the statement for a vector tile; `parts` are the names and statements of the layers inside."""
    encoded = [
        statement(__package__, "layer", features=fragment(features), layer=sql.Literal(name))
        for name, features in parts
    ]
    return _whole("tile", body=sql.SQL(" || ").join(encoded))


@lru_cache(maxsize=512)
def marks_statement(features: str) -> str:
    """Return the statement for the shapes and attributes that an image is drawn from."""
    return _whole("marks", features=fragment(features))


@cache
def versions_statement() -> str:
    """Return the statement for the versions alone."""
    return written(statement(__package__, "tile", versions=_versions(), body=sql.SQL("NULL")))


def fragment(written: str) -> sql.SQL:
    """Return a statement of ours, put together before, as a part of another."""
    return sql.SQL(written)


def written(composed: sql.Composed) -> str:
    """Return a composed statement as text, without the comments that only its file needs."""
    lines = composed.as_string(None).splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("--"))


def _whole(name: str, **slots: sql.Composable) -> str:
    return written(statement(__package__, name, versions=_versions(), **slots))


def _versions() -> sql.SQL:
    return fragment(text(__package__, "versions"))
