"""Answering with bytes that are revalidated each time: ETag, 304, and gzip where the client takes it."""

from functools import lru_cache
from typing import NamedTuple

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

from layers.tiles.store import Stored

CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_ALWAYS = [
    ("Cache-Control", "no-cache"),
    ("Vary", "Accept-Encoding"),
    ("X-Content-Type-Options", "nosniff"),
    *CROSS_ORIGIN.items(),
]


class Answer(NamedTuple):
    """A status line, headers and body."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


def answer(found: Stored, media: str, accepted: str, known: str) -> Answer:
    """Return the answer for a client's `Accept-Encoding` and `If-None-Match`, each empty where absent.

    The ETag is strong, and another for each content coding, whose bytes differ.
    """
    zipped = found.zipped and takes_gzip(accepted)
    tag = f"{found.digest}-gzip" if zipped else found.digest
    headers = [("ETag", f'"{tag}"'), *_ALWAYS]
    if known and matches(known, tag):
        return Answer("304 Not Modified", headers, b"")
    body = found.body if zipped else found.plain()
    headers += [("Content-Type", media), ("Content-Length", str(len(body)))]
    if zipped:
        headers.append(("Content-Encoding", "gzip"))
    return Answer("200 OK", headers, body)


@lru_cache(maxsize=256)
def takes_gzip(header: str) -> bool:
    """Whether a client's `Accept-Encoding` likes gzip at least as well as the plain bytes (RFC 9110, 12.5.3).

    Without the header nothing is encoded: such clients are often scripts that would not undo it.
    """
    if not header:
        return False
    qualities = {coding.lower(): quality for coding, quality in parse_accept_header(header, Accept)}
    gzip = qualities.get("gzip", qualities.get("x-gzip", qualities.get("*", 0.0)))
    return gzip > 0 and gzip >= qualities.get("identity", 0.0)


def matches(header: str, tag: str) -> bool:
    """Whether an `If-None-Match` has a tag, weakly compared, or is `*` (RFC 9110, 13.1.2)."""
    return parse_etags(header).contains_weak(tag)
