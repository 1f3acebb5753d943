"""Tiles answered before the rest of the portal: they need no session, no template and no language."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from geo.errors import EplanError
from layers.tiles.store import TileStore
from webmap.tiles.address import MEDIA, from_wsgi, read_address
from webmap.tiles.answer import answer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FAILURE = "eplan.tiles.failure"
_PATH = re.compile(r"/tiles/([^/]+)/([^/]+)/([^/]+)/([^/]+)")


class TileGate:
    """A WSGI application before another: answers what tiles can be, and leaves all else to the other.

    A tile that fails is left too, with the failure in the environment for its view to raise.
    """

    def __init__(self, behind: "WSGIApplication", store: TileStore) -> None:
        self._behind = behind
        self._store = store

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = _PATH.fullmatch(from_wsgi(environ.get("PATH_INFO", "")))
        method = environ["REQUEST_METHOD"]
        if path is None or method not in ("GET", "HEAD"):
            return self._behind(environ, start_response)
        try:
            name, z, x, row = path.groups()
            wanted = read_address(name, z, x, row, environ.get("QUERY_STRING", ""))
            found = self._store.tile(wanted.layer, wanted.tile, wanted.question, wanted.form)
        except EplanError as failure:
            environ[FAILURE] = failure
            return self._behind(environ, start_response)
        status, headers, body = answer(
            found,
            MEDIA[wanted.form],
            environ.get("HTTP_ACCEPT_ENCODING", ""),
            environ.get("HTTP_IF_NONE_MATCH", ""),
        )
        start_response(status, headers)
        return [] if method == "HEAD" else [body]
