"""What is worth knowing of a whole file: sums that do not agree, words that are on no list."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from etl.outcome import Remark
from etl.projects.checked import Checked
from etl.projects.columns import MONEY, Columns, listed
from etl.projects.left_out import LeftOut
from etl.projects.reading import multiple
from geo.notation import Repair


@dataclass(slots=True)
class Remarks:
    """Gathers what is worth knowing while the rows are read."""

    strange: Counter[tuple[str, str]] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)
    approved: Decimal = Decimal(0)
    totals: list[LeftOut] = field(default_factory=list)
    refused: bool = False

    def add(self, checked: Checked) -> None:
        """Take in some rows."""
        self.strange.update(checked.unrecognised)
        repairs = checked.good["place_repairs"].dropna()
        self.mended.update(code for codes in repairs for code in str(codes).split(","))
        self.approved += sum((Decimal(text) for text in checked.good["approved"].dropna()), Decimal(0))
        self.totals += [row for row in checked.left_out if row.kind == "total" and row.amount]
        self.refused = self.refused or bool(checked.refused)

    def all(self, other_sheets: Sequence[str], columns: Columns) -> list[Remark]:
        """Return the remarks, what `columns` were read as among them.

        Sums are held against each other only when every row was good.
        """
        wrong = [row for row in self.totals if "ทั้งสิ้น" in row.text and self._differs(row)]
        return [
            *(_strange(column, text, count) for (column, text), count in self.strange.items()),
            *(_mended(code, count) for code, count in self.mended.items()),
            *(self._sum(row) for row in wrong if not self.refused),
            *([_unread(other_sheets)] if other_sheets else []),
            *_units(columns),
        ]

    def _differs(self, total: LeftOut) -> bool:
        return Decimal(total.amount or 0) != self.approved

    def _sum(self, total: LeftOut) -> Remark:
        stated = Decimal(total.amount or 0)
        return Remark(
            "total-differs",
            f"แถว {total.row} เขียนว่ารวม {stated:,} บาท แต่แถวที่อ่านได้รวม {self.approved:,} บาท",
            f"Row {total.row} states a total of {stated:,} baht; the rows read add up to {self.approved:,}.",
            row=total.row,
        )


def _strange(column: str, text: str, count: int) -> Remark:
    return Remark(
        "unrecognised",
        f"คอลัมน์ “{column}” มี “{text[:60]}” {count:,} แถว ซึ่งไม่อยู่ในบัญชีรหัส จึงเว้นว่างไว้",
        f"Column “{column}” has “{text[:60]}” in {count:,} rows, which is on no list; it was left empty.",
    )


_STAND_INS = {"office": ("สำนักงาน", "the office"), "centroid": ("กลางพื้นที่", "the middle of an area")}


def _mended(code: str, count: int) -> Remark:
    if code in _STAND_INS:
        thai, english = _STAND_INS[code]
        return Remark(
            "stand-ins",
            f"{count:,} แถวใช้พิกัดของ{thai} จึงให้ระดับ D จนกว่าจะปักหมุดที่จริง",
            f"{count:,} rows have the place of {english}: graded D until they are pinned where the work is.",
        )
    thai, english = Repair(code).thai, Repair(code).english
    return Remark(
        "mended-places",
        f"พิกัด {count:,} แถว: {thai} (เก็บไว้กับพิกัดแล้ว ระบุ --crs หากรู้ระบบพิกัด)",
        f"The places of {count:,} rows: {english} (recorded with each; say --crs if the system is known).",
    )


def _units(columns: Columns) -> list[Remark]:
    """Tell where the unit that stands above the table, not in a heading, was taken for amounts."""
    money = [name for field, name in columns.taken.items() if field in MONEY]
    names = [name for name in money if multiple(name, columns.unit) != multiple(name, "")]
    if not names:
        return []
    return [
        Remark(
            "unit",
            f"จำนวนเงินใน {listed(names)} อ่านเป็น{columns.unit} ตามที่เขียนไว้เหนือตาราง",
            f"The amounts of {listed(names)} are taken in {columns.unit}, as stands above the table.",
        )
    ]


def _unread(sheets: Sequence[str]) -> Remark:
    return Remark(
        "other-sheets",
        f"ในสมุดงานยังมีแผ่นงานที่คล้ายกันซึ่งไม่ได้อ่าน คือ {listed(sheets)} ให้โหลดทีละแผ่นด้วย --sheet",
        f"Sheets that look alike were not read: {listed(sheets)}; load each with --sheet.",
    )
