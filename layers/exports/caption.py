"""What a file says of itself in Thai and English: title, filters, time, numbers, sums, and origin."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from geo.datum import operation
from geo.thai.dates import format_date
from geo.thai.money import format_amount
from layers.exports.extract import Extract
from layers.exports.order import Order
from layers.filters import Filters

THAILAND = ZoneInfo("Asia/Bangkok")
_LEVELS = {
    "province": ("จังหวัด", "province"),
    "amphoe": ("อำเภอ", "amphoe"),
    "tambon": ("ตำบล", "tambon"),
    "authority": ("อปท.", "authority"),
}
_FILTERS = {
    "fiscal_year": ("ปีงบประมาณ", "fiscal year"),
    "area": ("รหัสพื้นที่", "area"),
    "authority": ("รหัส อปท.", "authority"),
    "stage": ("ขั้น", "stage"),
    "programme": ("แผนงาน", "programme"),
    "source": ("แหล่งงบประมาณ", "fund source"),
    "category": ("ประเภทโครงการ", "category"),
    "located": ("มีพิกัด", "located"),
    "bbox": ("กรอบพิกัด", "bbox"),
    "q": ("คำค้น", "text"),
    "grade": ("ระดับพิกัด", "grade"),
    "drift": ("ระยะห่างของพิกัด", "drift"),
}
DEMONSTRATION = (
    "ข้อมูลสาธิต: มีแถวที่สร้างขึ้นเพื่อการสาธิต ไม่ใช่โครงการจริง",
    "Demonstration: some rows are invented and are no real projects.",
)
RECORDED = ("อปท. ผู้รับผิดชอบ บันทึกในระบบ eplan", "the responsible local authorities, as recorded in eplan")


@dataclass(frozen=True)
class Fact:
    """One thing said of a file: a label and a value, each in Thai and English."""

    label: tuple[str, str]
    value: tuple[str, str]


def title(order: Order) -> tuple[str, str]:
    """Return the title in Thai and English, such as `โครงการ ปีงบประมาณ 2568`."""
    year = order.filters.query.get("fiscal_year")
    level = _LEVELS.get(order.level)
    thai = " ".join(
        (order.layer.thai, *([f"ราย{level[0]}"] if level else []), *([f"ปีงบประมาณ {year}"] if year else []))
    )
    english = ", ".join(
        (
            order.layer.english,
            *([f"by {level[1]}"] if level else []),
            *([f"fiscal year {year} B.E."] if year else []),
        )
    )
    return thai, english


def facts(extract: Extract) -> list[Fact]:
    """Return what is worth knowing of the rows of an extract."""
    return [*_question(extract), *_numbers(extract), *_origin(extract)]


def _question(extract: Extract) -> list[Fact]:
    order, taken = extract.order, extract.summary.taken_at.astimezone(THAILAND)
    return [
        Fact(("ชั้นข้อมูล", "Layer"), title(order)),
        Fact(("ตัวกรอง", "Filters"), filter_words(order.filters)),
        Fact(("ข้อมูล ณ", "As of"), (_moment(taken), taken.isoformat(timespec="seconds"))),
    ]


def filter_words(filters: Filters) -> tuple[str, str]:
    """Return what the filters ask for, in Thai and English."""
    query = filters.query
    if not query:
        return "ไม่มี (ทั้งหมด)", "none (everything)"
    thai = ", ".join(f"{_FILTERS[name][0]} {value}" for name, value in query.items())
    return thai, ", ".join(f"{_FILTERS[name][1]} {value}" for name, value in query.items())


def _moment(taken: datetime) -> str:
    return f"{format_date(taken.date())} {taken:%H:%M} น."


def _numbers(extract: Extract) -> list[Fact]:
    summary = extract.summary
    found = [Fact(("จำนวนแถว", "Rows"), _twice(f"{summary.rows:,}"))]
    found.append(Fact(("แถวที่มีตำแหน่ง", "Rows with a place"), _twice(f"{summary.placed:,}")))
    if summary.drafts:
        found.append(
            Fact(
                ("ร่างที่ยังไม่เผยแพร่ (อย่าส่งต่อ)", "Unpublished drafts among them (not to be passed on)"),
                _twice(f"{summary.drafts:,}"),
            )
        )
    for column in extract.columns:
        if column.name in summary.sums:
            amount = format_amount(summary.sums[column.name])
            found.append(
                Fact(
                    (f"รวม{column.thai}", f"Sum of {column.english.lower()}"),
                    (f"{amount} บาท", f"{amount} baht"),
                )
            )
    return found


def _origin(extract: Extract) -> list[Fact]:
    order = extract.order
    found = [Fact(("ระบบพิกัด", "Coordinates"), _twice(order.crs_name))]
    if order.crs is not None:
        found.append(Fact(("การแปลงพิกัด", "Operation"), _twice(operation(order.crs).name)))
    if extract.summary.sums:
        found.append(Fact(("ที่มาของโครงการและเงิน", "Projects and money by"), RECORDED))
    for edition in extract.editions:
        thai, english = _LEVELS[edition.level]
        found.append(
            Fact(
                (f"แนวเขต{thai}", f"Boundaries, {english}"),
                _twice(f"{edition.name}: {edition.source} ({edition.licence})"),
            )
        )
    if extract.summary.demo:
        found.append(Fact(("หมายเหตุ", "Note"), DEMONSTRATION))
    return found


def _twice(text: str) -> tuple[str, str]:
    return text, text


def in_both(extract: Extract) -> list[tuple[str, str]]:
    """Return the facts as pairs of label and value, both languages in each where they differ."""
    return [(_both(*fact.label), _both(*fact.value)) for fact in facts(extract)]


def _both(thai: str, english: str) -> str:
    return thai if thai == english else f"{thai} / {english}"
