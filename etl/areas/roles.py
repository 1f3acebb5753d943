"""What each column of a file of boundaries is: codes of a level, the names that go with them, dates."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from etl.areas.columns import HALF, CodeColumn, Texts, code_columns, read_codes
from etl.readers.said import check_said
from geo.errors import Refused
from geo.thai.dates import parse_date
from geo.thai.unreadable import Unreadable
from layers.areas.level import DIGITS, LEVEL_TH, LEVELS, Level
from layers.areas.names import AreaName, bare_name, bare_name_en, official_names

FIELDS = ("code", "name_th", "name_en")
"""What a column may be said to be."""

_SAMPLE = 400
_WITNESS = 0.3
_EARLIEST = date(1900, 1, 1)
_THAI = re.compile("[ก-๎]")
_LATIN = re.compile("[A-Za-z]{2}")
_OWN_WORDS: dict[Level, str] = {
    "province": r"adm1|prov|changwat|จังหวัด",
    "amphoe": r"adm2|amp|(?<!sub)dist|อำเภอ|เขต",
    "tambon": r"adm3|tam|tum|sub.?dist|ตำบล|แขวง",
}
_DATES = {
    "valid_from": ("validon", "validfrom", "validdate", "startdate", "ใช้ตั้งแต่", "วันที่มีผล"),
    "date": ("date", "datadate", "วันที่", "วันที่จัดทำ"),
    "valid_to": ("validto", "validuntil", "enddate", "ใช้ถึง"),
}


@dataclass(frozen=True, slots=True)
class Roles:
    """The level that a file is about, its codes row by row, and which columns hold what."""

    level: Level
    codes: tuple[str | None, ...]
    code: str
    code_headings: tuple[str, ...]
    name_th: str | None
    name_en: str | None
    valid_from: date | None
    valid_to: date | None

    @property
    def columns(self) -> dict[str, str]:
        """Field → heading, for those found."""
        found = {field: getattr(self, field) for field in FIELDS}
        return {field: heading for field, heading in found.items() if heading}


def find_roles(texts: Mapping[str, Texts], level: Level | None, said: Mapping[str, str]) -> Roles:
    """Find the columns' roles; `level` and `said` (field → heading) overrule what the values tell.

    Without a level, that of the finest codes counts. Raises `Refused` when there are no codes of it,
    `BadRequest` when `said` names a column that is not there.
    """
    check_said(said, FIELDS, texts)
    code = _code_column(texts, level, said.get("code"))
    others = {heading: values for heading, values in texts.items() if heading not in code.headings}
    dates = _dates(texts)
    return Roles(
        code.level,
        code.codes,
        code.heading,
        code.headings,
        said.get("name_th") or _name_column(others, code, _THAI, _same_th),
        said.get("name_en") or _name_column(others, code, _LATIN, _same_en),
        dates["valid_from"] or dates["date"],
        dates["valid_to"],
    )


def _code_column(texts: Mapping[str, Texts], level: Level | None, said: str | None) -> CodeColumn:
    found = [column] if said and (column := read_codes(said, texts[said])) else []
    found = found if said else code_columns(texts)
    if not found:
        raise _no_codes(texts, said)
    wanted = level or found[-1].level
    exact = [column for column in found if column.level == wanted]
    return exact[0] if exact else _coarser(found, wanted)


def _coarser(found: list[CodeColumn], wanted: Level) -> CodeColumn:
    """Take the codes of a level from the beginnings of finer ones."""
    finer = [column for column in found if DIGITS[column.level] > DIGITS[wanted]]
    if not finer:
        raise _not_that_level({LEVEL_TH[column.level]: column.level for column in found}, wanted)
    column = finer[0]
    codes = tuple(code[: DIGITS[wanted]] if code else None for code in column.codes)
    return CodeColumn(column.headings, wanted, codes, column.known)


def _not_that_level(there: Mapping[str, Level], wanted: Level) -> Refused:
    return Refused(
        f"ไฟล์นี้ไม่มีรหัสระดับ{LEVEL_TH[wanted]} มีแต่ระดับ{', '.join(there)} เลือก --level ให้ตรง หรือใช้ไฟล์ที่มีรหัสระดับนั้น",
        f"The file has no codes of level {wanted}, only of {', '.join(there.values())}; choose --level to "
        "match, or a file that has them.",
    )


def _no_codes(texts: Mapping[str, Texts], said: str | None) -> Refused:
    where_th, where_en = (f"คอลัมน์ “{said}”", f"column “{said}”") if said else ("ไฟล์นี้", "the file")
    there = ", ".join(texts) or "-"
    return Refused(
        f"ไม่พบรหัสพื้นที่ (2, 4 หรือ 6 หลัก เช่น 57, 5701, TH570101) ใน{where_th} คอลัมน์ที่มีคือ {there} "
        "ชื่อพื้นที่ใช้แทนรหัสไม่ได้ ระบุคอลัมน์รหัสด้วย --map คอลัมน์=code",
        f"There are no area codes (2, 4 or 6 digits, such as 57, 5701, TH570101) in {where_en}; its columns "
        f"are {there}. Names cannot stand for codes; name the column by --map COLUMN=code.",
    )


def _name_column(
    texts: Mapping[str, Texts],
    code: CodeColumn,
    script: re.Pattern[str],
    same: Callable[[str, AreaName], bool],
) -> str | None:
    """The column whose names are those of the codes; failing that, the one whose heading is of the level."""
    written = [heading for heading, values in texts.items() if _is_written(values, script)]
    shares = {heading: _share(texts[heading], code, same) for heading in written}
    best = max(written, key=lambda heading: shares[heading], default=None)
    if best is not None and shares[best] >= _WITNESS:
        return best
    return next((heading for heading in written if _of_level(heading, code)), None)


def _is_written(values: Texts, script: re.Pattern[str]) -> bool:
    filled = [value for value in values if value][:_SAMPLE]
    return bool(filled) and sum(1 for value in filled if script.search(value)) >= HALF * len(filled)


def _share(values: Texts, code: CodeColumn, same: Callable[[str, AreaName], bool]) -> float:
    official = official_names()
    pairs = [
        (value, official[key])
        for key, value in zip(code.codes, values, strict=True)
        if key and value and key in official
    ]
    step = max(1, len(pairs) // _SAMPLE)
    pairs = pairs[::step]
    return sum(1 for value, name in pairs if same(value, name)) / len(pairs) if pairs else 0.0


def _same_th(value: str, name: AreaName) -> bool:
    bare = bare_name(value, name.code)
    return bool(bare) and name.name_th.startswith(bare)


def _same_en(value: str, name: AreaName) -> bool:
    return _letters(bare_name_en(value)) == _letters(name.name_en or "")


def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", text.lower())


def _of_level(heading: str, code: CodeColumn) -> bool:
    plain = heading.lower()
    if re.search(_OWN_WORDS[code.level], plain):
        return True
    others = [level for level in LEVELS if level != code.level]
    of_another = any(re.search(_OWN_WORDS[level], plain) for level in others)
    return bool(re.search("name|ชื่อ", plain)) and not of_another


def _dates(texts: Mapping[str, Texts]) -> dict[str, date | None]:
    plain = {re.sub(r"[\s_-]", "", heading.lower()): values for heading, values in texts.items()}
    return {
        role: next((day for name in names if name in plain and (day := _day(plain[name]))), None)
        for role, names in _DATES.items()
    }


def _day(values: Texts) -> date | None:
    """The commonest day of a column; days before 1900 are how some programs write an empty one."""
    for text, _ in Counter(value for value in values if value).most_common(1):
        try:
            day = parse_date(text)
        except Unreadable:
            return None
        return day if day >= _EARLIEST else None
    return None
