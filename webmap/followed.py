"""Links that other services have lengthened: Facebook, LINE and newsletters add marks of their own to them.

An unknown word in a query is refused, since no filter may be passed over in silence; these are none.
"""

from urllib.parse import urlencode

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

MARKS = {
    *("fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid", "ttclid", "twclid", "yclid", "li_fat_id"),
    *("igshid", "igsh", "mc_cid", "mc_eid", "_ga", "_gl", "openExternalBrowser", "liff.state", "srsltid"),
}
_PREFIX = "utm_"


def follow_links(app: Flask) -> None:
    """Lead whoever follows such a link to the address as it was shared."""
    app.before_request(_unmarked)


def _unmarked() -> Response | None:
    if request.method not in ("GET", "HEAD") or not any(map(_is_mark, request.args)):
        return None
    kept = [(name, value) for name, value in request.args.items(multi=True) if not _is_mark(name)]
    path = "/" + request.path.lstrip("/")  # two slashes at the beginning would lead to another host
    return redirect(f"{request.script_root}{path}?{urlencode(kept)}".rstrip("?"))


def _is_mark(name: str) -> bool:
    return name in MARKS or name.startswith(_PREFIX)
