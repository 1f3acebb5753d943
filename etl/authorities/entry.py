"""One authority of a list, row by row checked: its code, type, name and home."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.authorities.gazette import Gazette
from etl.authorities.kinds import split_name, type_of_digit, type_of_text
from etl.outcome import RefusedRow, Remark
from geo.thai.digits import arabic_digits, one_line
from geo.thai.unreadable import shown
from layers.areas.level import read_code
from layers.codes import Level, authority_types

_CODE = re.compile("0?([0-9]{7})")

Cells = Mapping[str, str]
"""Field → text of one row; a field that the file does not have is missing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One authority as a list has it; `cells` are those of its first row."""

    row: int
    code: str
    type: str
    name_th: str
    name_en: str | None
    province_code: str
    amphoe_code: str | None
    cells: Cells

    @property
    def supervising_level(self) -> Level:
        """The office that letters to it pass through, by its type."""
        return authority_types()[self.type].supervising_level


class _Fault(Exception):
    """A row that cannot be taken: the field at fault, and why."""

    def __init__(self, field: str, reason: tuple[str, str]) -> None:
        super().__init__(field)
        self.field = field
        self.reason = reason


class Checked:
    """Takes rows, gives entries; what it refuses or remarks on the way is in `refused` and `remarks`."""

    def __init__(self, gazette: Gazette, columns: Mapping[str, str]) -> None:
        self.refused: list[RefusedRow] = []
        self.remarks: list[Remark] = []
        self._gazette = gazette
        self._columns = columns

    def entries(self, rows: Sequence[tuple[int, Cells]]) -> Iterator[Entry]:
        """Yield the good rows, in order; a row is (number, cells)."""
        for row, cells in rows:
            try:
                yield self._entry(row, cells)
            except _Fault as fault:
                column = self._columns.get(fault.field, fault.field)
                self.refused.append(RefusedRow(row, column, shown(cells.get(fault.field, "")), *fault.reason))

    def _entry(self, row: int, cells: Cells) -> Entry:
        match = _CODE.fullmatch(arabic_digits(cells["code"].strip()).removesuffix(".0"))
        if match is None:
            raise _Fault("code", _NO_CODE)
        before, name = split_name(one_line(cells["name_th"]))
        if not name:
            raise _Fault("name_th", _NO_NAME)
        code, name_en = match[1], one_line(cells.get("name_en", "")) or None
        kind = self._type(row, code, cells, before, name)
        province = self._province(row, code, cells)
        amphoe = self._amphoe(row, code, cells, province)
        if amphoe is None and authority_types()[kind].supervising_level == "amphoe":
            raise _Fault("amphoe", _NO_AMPHOE)
        return Entry(row, code, kind, name, name_en, province, amphoe, cells)

    def _type(self, row: int, code: str, cells: Cells, before: str | None, name: str) -> str:
        written = cells.get("type", "").strip()
        said = type_of_text(written) if written else before
        digit = type_of_digit(code, name)
        found = said or (None if written else digit)
        if found is None:
            raise _Fault("type" if written else "code", _NO_TYPE)
        if said and digit and said != digit:
            self._remark(
                "type-disagrees",
                row,
                code,
                f"ประเภทในไฟล์คือ {_type_th(said)} แต่รหัสขึ้นต้นอย่าง {_type_th(digit)} ใช้ประเภทในไฟล์",
                f"The file says {_type_en(said)}, the code begins like that of a {_type_en(digit)}; "
                "the file's word is taken.",
            )
        return found

    def _province(self, row: int, code: str, cells: Cells) -> str:
        given = read_code(cells.get("province_code", ""))
        name = cells.get("province", "").strip()
        named = self._gazette.province(name) if name else None
        digits = code[1:3] if code[1:3] in self._gazette.codes else None
        found = (given if given in self._gazette.codes else None) or named or digits
        if found is None or len(found) != 2:
            raise _Fault("province_code", _NO_PROVINCE)
        others = sorted({other for other in (given, named, digits) if other and other != found})
        if others:
            self._remark(
                "province-disagrees",
                row,
                code,
                f"จังหวัดตามรหัสจังหวัดคือ {found} แต่ชื่อจังหวัดหรือรหัส อปท. ชี้ไปที่ {', '.join(others)} ใช้ {found}",
                f"The province is {found} by its code, but its name or the authority's code point to "
                f"{', '.join(others)}; {found} is taken.",
            )
        return found

    def _amphoe(self, row: int, code: str, cells: Cells, province: str) -> str | None:
        given = read_code(cells.get("amphoe_code", ""))
        given = given if given in self._gazette.codes and len(given or "") == 4 else None
        name = cells.get("amphoe", "").strip()
        named = self._gazette.amphoe(province, name) if name else None
        digits = code[1:5] if code[1:5] in self._gazette.codes else None
        found = next((a for a in (given, named, digits) if a and a.startswith(province)), None)
        if name and named is None and found:
            self._remark(
                "amphoe-not-found",
                row,
                code,
                f"ไม่พบอำเภอ “{shown(name)}” ในจังหวัด {province} ใช้ {found} ตามรหัส",
                f"There is no amphoe “{shown(name)}” in province {province}; {found} is taken by the code.",
            )
        elif found and digits and found != digits:
            self._remark(
                "amphoe-disagrees",
                row,
                code,
                f"อำเภอในไฟล์คือ {shown(name) or '-'} ({found}) แต่รหัส อปท. ชี้ไปที่ {digits} ใช้ {found}",
                f"The file puts it in amphoe {found} ({shown(name) or '-'}), its code in {digits}; "
                "the file's word is taken.",
            )
        return found

    def _remark(self, kind: str, row: int, code: str, thai: str, english: str) -> None:
        self.remarks.append(Remark(kind, thai, english, code, row))


def _type_th(kind: str) -> str:
    return authority_types()[kind].name_th


def _type_en(kind: str) -> str:
    return authority_types()[kind].name_en.lower()


_NO_CODE = (
    "รหัส อปท. ต้องเป็นตัวเลข 7 หลักของกรมส่งเสริมการปกครองท้องถิ่น เช่น 5570901 ชื่อใช้แทนรหัสไม่ได้",
    "An authority's code has the 7 digits that DLA gave it, such as 5570901; a name cannot stand for it.",
)
_NO_NAME = ("ไม่มีชื่อ อปท.", "The authority has no name.")
_NO_TYPE = (
    "ไม่รู้จักประเภท อปท. ต้องเป็น อบจ. เทศบาลนคร เทศบาลเมือง เทศบาลตำบล อบต. หรือรูปแบบพิเศษ",
    "The type is unknown; it is one of PAO, city, town or subdistrict municipality, SAO, or special.",
)
_NO_PROVINCE = (
    "ไม่พบจังหวัด ทั้งจากรหัสจังหวัด ชื่อจังหวัด และรหัส อปท.",
    "The province is found neither by its code, nor by its name, nor by the authority's code.",
)
_NO_AMPHOE = (
    "ไม่พบอำเภอนี้ในจังหวัด ทั้งจากชื่อและรหัส อปท. แก้ชื่ออำเภอให้ตรงกับทางราชการ",
    "The amphoe is not found in the province, neither by its name nor by the authority's code; give its "
    "official name.",
)
