"""Links of map services and geo: addresses, read as they stand; nothing is fetched."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit

from geo.notation.reading import Notation, Reading
from geo.notation.repair import Repair
from geo.notation.thailand import in_thailand
from geo.thai.unreadable import Unreadable

_LINK = re.compile(
    r"""(?:https?://|geo:|www\.|(?<![\w./])(?:maps?\.|wego\.|goo\.gl/|maps\.app\.goo\.gl/|what3words\.com/|w3w\.co/|ul\.waze\.com/))
    [^\s"<>“”]{1,1900}""",
    re.IGNORECASE | re.VERBOSE,
)
_WORDS = re.compile(
    r"(?<![\w/])///[^\W\d_]+\.[^\W\d_]+\.[^\W\d_]+|(?<![\w.])(?:what3words|w3w)(?![\w.])", re.IGNORECASE
)
_WHAT3WORDS = ("what3words.com", "w3w.co")
_SHORTENERS = (
    *(
        "maps.app.goo.gl",
        "goo.gl",
        "g.co",
        "bit.ly",
        "tinyurl.com",
        "t.co",
        "lin.ee",
        "line.me",
        "her.is",
        "binged.it",
    ),
    *(
        "fb.me",
        "cutt.ly",
        "rebrand.ly",
        "s.id",
        "share.google",
        "g.page",
        "shorturl.at",
        "osm.org",
        "mapy.cz",
    ),
)
_NUMBER = r"[-+]?[0-9]{1,3}(?:\.[0-9]{1,20})?"
_PAIR = re.compile(rf"(?<![0-9])(?<![0-9]\.)({_NUMBER})\s*[,~;_]\s*({_NUMBER})(?![0-9.]*[0-9])")
_DECIMALS = re.compile(
    r"(?<![0-9.])([-+]?[0-9]{1,3}\.[0-9]{3,20})\s*[,~;_/ ]\s*([-+]?[0-9]{1,3}\.[0-9]{2,20})(?![0-9])"
)
_PIN = re.compile(rf"!3d({_NUMBER})!4d({_NUMBER})")
_ROUTE = re.compile(rf"!1d({_NUMBER})!2d({_NUMBER})")
_EMBED = re.compile(rf"!2d({_NUMBER})!3d({_NUMBER})")
_VIEW = re.compile(rf"@({_NUMBER}),({_NUMBER})")
_HASH = re.compile(rf"(?:map=)?[0-9]{{1,2}}(?:\.[0-9]+)?/({_NUMBER})/({_NUMBER})")
_MARKS = (
    "q",
    "query",
    "daddr",
    "destination",
    "to",
    "where1",
    "pin",
    "marker",
    "markers",
    "coordinate",
    "loc",
    "point",
    "sp",
    "rtp",
    "address",
    "saddr",
)
_VIEWS = ("ll", "sll", "center", "cp", "map", "viewpoint", "c", "cbll")
_LATS, _LONS = ("mlat", "lat", "latitude", "y"), ("mlon", "lon", "long", "lng", "longitude", "x")
_CODED = re.compile(r"/([0-9A-Za-z]{2,8}\+[0-9A-Za-z]{0,7})")
_GEO = re.compile(rf"geo:({_NUMBER}),({_NUMBER})(?:,{_NUMBER})?(?:;([^?\s]*))?(?:\?(\S*))?", re.IGNORECASE)

Spot = tuple[str, str, bool]
"""Latitude and longitude as written, and whether they are but the middle of a map."""


def links(text: str) -> list[str]:
    """Return the links of a text."""
    return [match[0].rstrip(").,;]'") for match in _LINK.finditer(text)]


def without_links(text: str) -> str:
    """Return the text with a blank for every link."""
    return _LINK.sub(" ", text)


def read_link(link: str) -> tuple[list[Reading], str | None]:
    """Return the places of a link in order (a route has several), and a text in it that is yet to be read.

    Beside the middle of a map, the text goes before it where it can be read.

    Raises `Unreadable` for a link that holds no place: a short one, three words.
    """
    if link.lower().startswith("geo:"):
        return _geo(link)
    parts = urlsplit(link if "://" in link else f"https://{link}")
    host = (parts.hostname or "").lower().removeprefix("www.")
    if host in _WHAT3WORDS:
        raise three_words()
    asked = "&".join((parts.fragment.rpartition("?")[2], parts.query))
    query = {name.lower(): text for name, text in parse_qsl(asked, max_num_fields=200)}
    if "=" not in parts.query:
        query[""] = unquote_plus(parts.query)
    path, fragment = unquote_plus(parts.path), unquote_plus(parts.fragment)
    for spots in (
        _route(path, parts.path + parts.query),
        _asked_route(query),
        _marked(query, path),
        _viewed(query, path, fragment),
    ):
        readings = [reading for spot in spots if (reading := _reading(*spot, host=host))]
        if readings:
            return readings, _placed(path) if Repair.MAP_VIEW in readings[0].repairs else None
    said = [unquote_plus(text) for name, text in query.items() if name in _MARKS]
    said = said or re.findall("/(?:place|search)/([^/@]+)", path) or _CODED.findall(unquote(parts.path))
    if not said and host in _SHORTENERS:
        raise _shortened(host)
    return [], said[0] if said else None


def _placed(path: str) -> str | None:
    """Return the name of a marked place where that is itself written in degrees or is a plus code."""
    named = re.search("/(?:place|search)/([^/@]*(?:[0-9]°|[0-9A-Za-z]\\+[0-9A-Za-z]{2})[^/@]*)", path)
    return named[1] if named else None


def refuse_words(text: str) -> None:
    """Raise `Unreadable` where a text is an address of three words."""
    if _WORDS.search(text):
        raise three_words()


def _geo(link: str) -> tuple[list[Reading], str | None]:
    """Read RFC 5870, and the `q` that telephones add."""
    match = _GEO.match(link)
    if match is None:
        return [], None
    parameters = dict(part.partition("=")[::2] for part in (match[3] or "").lower().split(";"))
    if parameters.get("crs", "wgs84") != "wgs84":
        raise Unreadable(
            f"ลิงก์ geo: ใช้ระบบพิกัด {parameters['crs'][:20]} ซึ่งอ่านไม่ได้",
            f"The geo: address is in {parameters['crs'][:20]}, which is not known here.",
        )
    asked = dict(parse_qsl(match[4] or "")).get("q", "")
    spot = _PAIR.search(asked)
    lat, lon = (spot[1], spot[2]) if spot else (match[1], match[2])
    if not spot and float(lat) == 0 == float(lon):
        return [], asked or None
    accuracy = parameters.get("u", "")
    reading = _reading(lat, lon, False)
    if reading is not None and re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,6})?", accuracy):
        reading = Reading(
            reading.lat,
            reading.lon,
            reading.notation,
            reading.crs,
            reading.operation,
            reading.repairs,
            precision_m=max(float(accuracy), reading.precision_m or 0),
        )
    return ([reading] if reading else []), None


def _route(path: str, raw: str) -> Iterator[Spot]:
    """Yield the ends of a route, where the link is one."""
    if "/dir/" not in path and "directions" not in path:
        return
    stops = [
        spot
        for part in path.split("/")
        if not part.startswith("@") and (spot := _PAIR.fullmatch(part.strip()))
    ]
    routed = list(_ROUTE.finditer(unquote_plus(raw)))
    if len(stops) < 2 <= len(routed):
        yield from ((spot[2], spot[1], False) for spot in routed)
    else:
        yield from ((spot[1], spot[2], False) for spot in stops)


def _asked_route(query: dict[str, str]) -> list[Spot]:
    """Return the ends of a route that a query asks for, none or two and more."""
    texts = [query[name] for name in ("origin", "saddr", "from") if name in query][:1]
    texts += [query[name] for name in ("destination", "daddr", "to") if name in query][:1]
    texts = query["rtp"].split("~") if "rtp" in query else texts
    texts = query["route"].split(";") if "route" in query else texts
    spots = [(spot[1], spot[2], False) for text in texts if (spot := _PAIR.search(text))]
    return spots if len(spots) > 1 else []


def _marked(query: dict[str, str], path: str) -> list[Spot]:
    """Return the place that a link marks, none or one."""
    if pins := list(_PIN.finditer(path)):
        return [(pins[-1][1], pins[-1][2], False)]
    pb = query.get("pb", "")
    for name in _MARKS:
        if spot := _PAIR.search(query.get(name, "")):
            return [(spot[1], spot[2], False)]
    lat = next((query[name] for name in _LATS if name in query), "")
    lon = next((query[name] for name in _LONS if name in query), "")
    if re.fullmatch(_NUMBER, lat) and re.fullmatch(_NUMBER, lon):
        return [(lat, lon, False)]
    if spot := _EMBED.search(path) or _EMBED.search(pb):
        return [(spot[2], spot[1], False)]
    for part in path.split("/"):
        said = re.sub(r"^[\w.-]{0,40}:", "", part).strip()
        spot = _PAIR.fullmatch(said) or _DECIMALS.fullmatch(said)
        if spot and not part.startswith("@"):
            return [(spot[1], spot[2], False)]
    return []


def _viewed(query: dict[str, str], path: str, fragment: str) -> list[Spot]:
    """Return the middle of the map that a link shows; `ll` of some services is a marked place."""
    for name in _VIEWS:
        if spot := _PAIR.search(query.get(name, "")):
            return [(spot[1], spot[2], name not in ("ll", "sll"))]
    if spot := _VIEW.search(path) or _HASH.search(fragment) or _HASH.search(query.get("map", "")):
        return [(spot[1], spot[2], True)]
    every = unquote_plus(" ".join((path, *query.values(), fragment)))
    spot = _VIEW.search(every) or _DECIMALS.search(every)
    return [(spot[1], spot[2], False)] if spot else []


def _reading(lat: str, lon: str, view: bool, host: str = "") -> Reading | None:
    """Return the place of two numbers of a link, changed round where only that is in Thailand."""
    y, x = float(lat), float(lon)
    repairs = [Repair.MAP_VIEW] if view else []
    if not in_thailand(y, x) and in_thailand(x, y):
        y, x = x, y
        repairs += [] if "yandex" in host else [Repair.SWAPPED_AXES]
    if abs(y) > 90 or abs(x) > 180:
        return None
    decimals = min(len(number.partition(".")[2]) for number in (lat, lon))
    return Reading(
        y,
        x,
        Notation.LINK,
        "EPSG:4326",
        "WGS 84: unchanged",
        tuple(repairs),
        precision_m=111_320 / 10**decimals,
    )


def three_words() -> Unreadable:
    """Return the refusal of an address of three words."""
    return Unreadable(
        "ที่อยู่แบบสามคำ (what3words) แปลงเป็นพิกัดไม่ได้ที่นี่ ให้เปิดแล้วคัดลอกพิกัดตัวเลขมาวาง",
        "An address of three words (what3words) cannot be read here; open it and paste its numbers.",
    )


def _shortened(host: str) -> Unreadable:
    return Unreadable(
        f"ลิงก์ย่อ {host} ไม่มีพิกัดอยู่ในตัว ระบบไม่เปิดลิงก์ออกไปภายนอก ให้เปิดลิงก์แล้วคัดลอกพิกัดหรือลิงก์เต็มมาวาง",
        f"The short link of {host} holds no coordinates, and nothing is fetched; open it and paste "
        "the coordinates or the full link.",
    )
