"""What happened to an invented project: the dated events of its money, as far as its stage has come.

The rules are those of the database: contracts stay within what is approved, payments within the contract, or
within the approval where nothing is procured; nothing happens after today.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Literal

from geo.thai.dates import to_be

Stage = Literal["plan", "approved", "contracted", "paying", "finished", "stopped"]

STAGES: tuple[Stage, ...] = ("plan", "approved", "contracted", "paying", "finished", "stopped")
CURRENT, LAST, EARLIER = (42, 38, 14, 4, 1, 1), (5, 6, 10, 21, 52, 6), (2, 3, 4, 7, 77, 7)
"""How many of a hundred projects stand at each stage: in the current fiscal year, the last, those before."""

COMPANIES = (
    "หจก. สาธิตการโยธา",
    "หจก. ตัวอย่างก่อสร้าง",
    "บริษัท สมมติวิศวกรรม จำกัด",
    "บริษัท จำลองก่อสร้าง จำกัด",
    "ร้านสาธิตพาณิชย์",
)
SATANG = Decimal("0.01")
TAKEN_BACK = "โอนงบประมาณไปตั้งจ่ายรายการที่จำเป็นกว่า"
STOP_REASONS = (
    "พื้นที่ซ้อนทับเขตป่า ยังไม่ได้รับอนุญาตใช้พื้นที่",
    "ไม่มีผู้ยื่นข้อเสนอสองครั้ง จึงยกเลิกและโอนงบประมาณคืน",
    "ประชาคมขอเปลี่ยนสถานที่ก่อสร้าง",
    "ผู้รับจ้างทิ้งงาน บอกเลิกสัญญาแล้ว",
)


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event of a project's money, in baht; negative where it takes away, with its note."""

    kind: Literal["approval", "contract", "payment"]
    amount: Decimal
    on: date
    document: str
    counterparty: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """How far a project has come."""

    stage: Stage
    events: tuple[Event, ...]
    finished_on: date | None
    stopped_on: date | None
    stop_reason: str | None


def draw_stage(random: Random, fiscal_year: int, current: int) -> Stage:
    """Draw the stage of a project of a fiscal year, while the fiscal year `current` (both C.E.) runs."""
    weights = {0: CURRENT, 1: LAST}.get(current - fiscal_year, EARLIER)
    return random.choices(STAGES, weights)[0]


def tell(stage: Stage, cost: Decimal, procurement: bool, year: "Year") -> Story:
    """Return how a project of a fiscal year came to a stage.

    Where nothing is procured there are no contracts, and the stage `contracted` becomes `approved`.
    """
    if stage == "contracted" and not procurement:
        stage = "approved"
    events = tuple(_events(stage, cost, procurement, year))
    last = events[-1].on if events else year.start
    return Story(
        stage,
        events,
        year.after(last, 5) if stage == "finished" else None,
        year.after(last, 30) if stage == "stopped" else None,
        _stop_reason(year.random, procurement) if stage == "stopped" else None,
    )


def _stop_reason(random: Random, procurement: bool) -> str:
    return random.choice(STOP_REASONS) if procurement else TAKEN_BACK


class Year:
    """The days of a fiscal year (C.E.) until today; a year just begun leaves less time between them."""

    def __init__(self, random: Random, fiscal_year: int, today: date) -> None:
        self.random = random
        self.be = to_be(fiscal_year)
        self.start = min(date(fiscal_year - 1, 10, 1), today)
        self.end = min(date(fiscal_year, 9, 30), today)
        self.share = (self.end - self.start).days / 364

    def after(self, day: date, days: int) -> date:
        """Return a day up to so many days of a whole year after another, in the part that is past."""
        return min(day + timedelta(days=self.random.randint(0, round(days * self.share))), self.end)


def _events(stage: Stage, cost: Decimal, procurement: bool, year: Year) -> Iterator[Event]:
    if stage == "plan":
        return
    random, approved, day = year.random, cost, year.after(year.start, 40)
    yield Event("approval", cost, day, f"ประกาศใช้งบประมาณ ปี {year.be}")
    for event in _transfer(cost, day, year):
        approved, day = approved + event.amount, event.on
        yield event
    paying = stage in ("paying", "finished") or (stage == "stopped" and random.random() < 0.2)
    due = approved
    if procurement and (paying or stage == "contracted"):
        due, day = _contract_amount(random, approved), year.after(day, 110)
        paper = f"{random.randint(1, 180)}/{year.be}"
        yield Event("contract", due, day, paper, random.choice(COMPANIES))
    if paying:
        yield from _payments(stage == "finished", due, day, year)


def _transfer(cost: Decimal, day: date, year: Year) -> Iterator[Event]:
    draw = year.random.random()
    if draw < 0.05:
        more = max(cost // 1000 * 100, Decimal(100))
        yield Event("approval", more, year.after(day, 60), "บันทึกโอนเพิ่ม", note="โอนเพิ่ม")
    elif draw < 0.08:
        less = max(cost // 2000 * 100, Decimal(100))
        note = "โอนลดไปตั้งจ่ายรายการอื่น"
        yield Event("approval", -less, year.after(day, 60), "บันทึกโอนลด", note=note)


def _contract_amount(random: Random, approved: Decimal) -> Decimal:
    """Return what was agreed: most tenders save something, one in eight nothing, and a few end in satang."""
    if random.random() < 0.125:
        return approved
    step = Decimal("0.25") if random.random() < 0.1 else Decimal(100)
    agreed = approved * random.randint(860, 998) / 1000
    return (agreed // step * step).quantize(SATANG)


def _payments(whole: bool, due: Decimal, day: date, year: Year) -> Iterator[Event]:
    """Pay in one to four instalments; the last is left out where the work is not finished."""
    random = year.random
    instalments = random.choice((1, 1, 2, 2, 3, 4)) if whole else random.choice((2, 2, 3, 4))
    part = (due / instalments).quantize(SATANG)
    paid = instalments if whole else random.randrange(1, instalments)
    for number in range(1, paid + 1):
        day = year.after(day, 75)
        amount = due - part * (instalments - 1) if number == instalments else part
        document = f"ฎีกา {random.randint(1, 900)}/{year.be}"
        yield Event("payment", amount, day, document, note=f"งวดที่ {number} จาก {instalments}")
