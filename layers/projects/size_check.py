"""A drawn shape against the dimensions in its project's title: questioned where they disagree, never blocked.

The rule, published in docs/pinning.md: a drawn line is questioned when its length differs from the title's
by more than 10 % and more than 20 m; a drawn area when its area differs by more than 20 % and more than
100 m². A title that says width and area but no length is held to area ÷ width, one that says width and length
but no area to their product. A title whose own width × length differs from its area by more than 5 % is
remarked upon, since one of them is wrong.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from geo.measure import Measure, measure
from geo.thai.dimensions import RAI, Dimensions, read_dimensions
from layers.projects.place_check import NBSP, PlaceWarning

LENGTH_SHARE, LENGTH_METRES = 0.10, 20.0
AREA_SHARE, AREA_METRES = 0.20, 100.0
TITLE_SHARE = 0.05

_Words = Callable[[float], tuple[str, str]]


@dataclass(frozen=True)
class SizeCheck:
    """What a shape measures, what its title says, and the questions; None where there is nothing."""

    drawn: Measure
    stated: Measure
    warnings: tuple[PlaceWarning, ...]


def check_size(shape: BaseGeometry, title: str) -> SizeCheck:
    """Compare a shape in degrees of EPSG:4326 with the dimensions of a title."""
    drawn, said = measure(shape), read_dimensions(title)
    stated = stated_size(said)
    return SizeCheck(drawn, stated, tuple(_questions(drawn, stated, said)))


def stated_size(said: Dimensions) -> Measure:
    """Return the length and the area that a title's dimensions amount to; None for what they do not tell."""
    area = said.area_m2 or said.worked_area_m2
    length = said.length_m
    if length is None and said.area_m2 and said.width_m:
        length = said.area_m2 / said.width_m
    return Measure(length, area)


def length_words(metres: float) -> tuple[str, str]:
    """Return a length in Thai and English: `1,745 ม.`, `12.3 กม.`."""
    if metres < 10_000:
        text = f"{metres:,.1f}".removesuffix(".0") if metres < 100 else f"{metres:,.0f}"
        return f"{text}{NBSP}ม.", f"{text}{NBSP}m"
    return f"{metres / 1000:,.1f}{NBSP}กม.", f"{metres / 1000:,.1f}{NBSP}km"


def area_size_words(area: float) -> tuple[str, str]:
    """Return an area in Thai and English, with the rai from a quarter of one on."""
    thai, english = f"{area:,.0f}{NBSP}ตร.ม.", f"{area:,.0f}{NBSP}m²"
    if area < RAI / 4:
        return thai, english
    return f"{thai} ({area / RAI:,.2f}{NBSP}ไร่)", f"{english} ({area / RAI:,.2f}{NBSP}rai)"


def size_words(said: Dimensions) -> tuple[str, str]:
    """Return a title's dimensions in Thai and English, `5 × 1,745 ม. · 8,725 ตร.ม.`; or empty texts."""
    parts: list[tuple[str, str]] = []
    if said.length_m and len(said.stretches) > 1:
        count = len([stretch for stretch in said.stretches if stretch.length_m])
        thai, english = length_words(said.length_m)
        parts.append(
            (f"{thai} รวม {count} ช่วง", f"{english} in {count} stretches") if count > 1 else (thai, english)
        )
    elif said.length_m:
        thai, english = length_words(said.length_m)
        width = f"{said.width_m:g} × " if said.width_m else ""
        parts.append((width + thai, width + english))
    if area := said.area_m2 or (None if said.length_m else said.worked_area_m2):
        parts.append(area_size_words(area))
    return " · ".join(thai for thai, _ in parts), " · ".join(english for _, english in parts)


def _questions(drawn: Measure, stated: Measure, said: Dimensions) -> Iterator[PlaceWarning]:
    length, area = (drawn.length_m, stated.length_m), (drawn.area_m2, stated.area_m2)
    if _differ(*length, LENGTH_SHARE, LENGTH_METRES):
        yield _question("length-differs", ("เส้นที่วาดยาว", "The line drawn is"), length, length_words)
    if _differ(*area, AREA_SHARE, AREA_METRES):
        yield _question("area-differs", ("พื้นที่ที่วาด", "The area drawn is"), area, area_size_words)
    worked, written = said.worked_area_m2, said.area_m2
    if worked and written and abs(worked - written) > TITLE_SHARE * written:
        product, stands = area_size_words(worked), area_size_words(written)
        yield PlaceWarning(
            "title-differs",
            "caution",
            f"ชื่อโครงการไม่ลงตัว กว้าง × ยาวได้ {product[0]} แต่เขียนพื้นที่ {stands[0]} ตรวจตัวเลขในชื่อ",
            f"The title does not add up: width × length is {product[1]}, but it says {stands[1]}.",
        )


def _differ(drawn: float | None, stated: float | None, share: float, least: float) -> bool:
    return bool(drawn and stated) and abs((drawn or 0) - (stated or 0)) > max(share * (stated or 0), least)


def _question(
    code: str, subject: tuple[str, str], sizes: tuple[float | None, float | None], words: _Words
) -> PlaceWarning:
    drawn, stated = sizes[0] or 0.0, sizes[1] or 1.0
    ours, theirs = words(drawn), words(stated)
    share = _share(drawn / stated)
    doubt = (
        ("วาดครบหรือยัง", "Is all of it drawn?")
        if drawn < stated
        else ("วาดเกินไปหรือไม่ หรือชื่อพิมพ์ผิด", "Is too much drawn, or the title mistyped?")
    )
    return PlaceWarning(
        code,
        "caution",
        f"{subject[0]} {ours[0]} แต่ชื่อโครงการบอก {theirs[0]} ({share[0]}) {doubt[0]}",
        f"{subject[1]} {ours[1]}, but the title says {theirs[1]} ({share[1]}). {doubt[1]}",
    )


def _share(ratio: float) -> tuple[str, str]:
    """Return a ratio in Thai and English: a percentage, or so many times from five on."""
    if ratio >= 5:
        return f"{ratio:,.0f}{NBSP}เท่า", f"{ratio:,.0f}{NBSP}times"
    percent = f"{ratio * 100:,.0f}{NBSP}%" if ratio >= 0.01 else f"<{NBSP}1{NBSP}%"
    return percent, percent
