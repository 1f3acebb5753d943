"""Leaflet's own files as text to stand in a page, referring to nothing outside it."""

import base64
import mimetypes
import re
from functools import cache
from pathlib import Path

from geo.errors import Unavailable

_REFERENCE = re.compile(r"url\(\s*['\"]?(?!data:|#)([^'\")]+)['\"]?\s*\)")


@cache
def script(leaflet: Path) -> str:
    """Return `leaflet.js` of a directory; raises `Unavailable` when it is not there."""
    # A source map is a file that browsers' tools go looking for.
    code = re.sub(r"//# sourceMappingURL=.*", "", _read(leaflet / "leaflet.js"))
    return code.replace("</script", "<\\/script")


@cache
def stylesheet(leaflet: Path) -> str:
    """Return `leaflet.css` with its images in it; raises `Unavailable` when it is not there."""

    def inlined(found: re.Match[str]) -> str:
        image = leaflet / found[1]
        kind = mimetypes.guess_type(image.name)[0] or "application/octet-stream"
        return f"url(data:{kind};base64,{base64.b64encode(image.read_bytes()).decode()})"

    return _REFERENCE.sub(inlined, _read(leaflet / "leaflet.css"))


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise Unavailable(
            f"ไม่พบ {path.name} ของ Leaflet ให้รัน make setup (npm ci) ก่อน",
            f"Leaflet's {path.name} is not installed; run `make setup` (npm ci) first.",
        ) from None
