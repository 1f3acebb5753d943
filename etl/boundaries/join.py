"""Which DOPA code belongs to which shape: by province and amphoe in English letters, a few by hand."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from etl.boundaries.names import Gazette
from etl.boundaries.shapes import Shape
from geo.errors import Refused


@cache
def given_codes() -> dict[str, str]:
    """Return shape id → code where the names do not decide: a wrong province, or two amphoe of one name."""
    with (files(__package__) / "given_codes.csv").open(encoding="utf-8") as file:
        return {row["shape_id"]: row["code"] for row in csv.DictReader(file)}


def by_code(shapes: Iterable[Shape], gazette: Gazette, given: Mapping[str, str]) -> dict[str, Shape]:
    """Return code → shape, sorted by code.

    Raises `Refused` unless every shape has one code and every amphoe one shape.
    """
    codes = _codes_by_name(gazette)
    found: dict[str, list[Shape]] = defaultdict(list)
    for shape in shapes:
        candidates = codes.get((_letters(shape.province), _letters(shape.amphoe)), [])
        code = given.get(shape.shape_id) or (candidates[0] if len(candidates) == 1 else "")
        found[code].append(shape)
    _check(found, gazette)
    return {code: found[code][0] for code in sorted(found)}


def _codes_by_name(gazette: Gazette) -> dict[tuple[str, str], list[str]]:
    codes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for amphoe in gazette.amphoe.values():
        province = gazette.provinces[amphoe.code[:2]]
        codes[_letters(province.name_en), _letters(amphoe.name_en)].append(amphoe.code)
    return codes


def _letters(name: str) -> str:
    return re.sub("[^a-z]", "", name.lower())


def _check(found: Mapping[str, list[Shape]], gazette: Gazette) -> None:
    nameless = [shape.shape_id for shape in found.get("", [])]
    doubled = sorted(code for code, shapes in found.items() if len(shapes) > 1 and code)
    differing = sorted((found.keys() ^ gazette.amphoe.keys()) - {""})
    if nameless or doubled or differing:
        raise Refused(
            f"รูปแผนที่กับรหัสอำเภอไม่ตรงกันหนึ่งต่อหนึ่ง: ไม่มีรหัส {nameless} ซ้ำ {doubled} ขาดหรือเกิน {differing}",
            f"Shapes and amphoe codes do not match one to one: without a code {nameless}, "
            f"doubled {doubled}, missing or unknown {differing}; mend given_codes.csv.",
        )
