"""Words of the spending page in the asker's language."""

from decimal import Decimal

from flask_babel import gettext

from layers.spending.table import Reason
from webmap import figures
from webmap.context import language

MILLION = Decimal(1_000_000)


def pick(thai: str, english: str) -> str:
    """Return the text in the asker's language."""
    return english if language() == "en" else thai


def measure_words() -> dict[str, str]:
    """Return the words for the measures."""
    return {
        "approved": gettext("อนุมัติ"),
        "contracted": gettext("สัญญา"),
        "paid": gettext("เบิกจ่าย"),
        "remaining": gettext("คงเหลือ"),
        "count": gettext("จำนวน"),
    }


def level_words() -> dict[str, str]:
    """Return the words for the levels."""
    return {
        "province": gettext("จังหวัด"),
        "amphoe": gettext("อำเภอ"),
        "tambon": gettext("ตำบล"),
        "authority": gettext("อปท."),
    }


def reason_words() -> dict[Reason, str]:
    """Return the words for why money is on no map."""
    return {
        "not-needed": gettext("ไม่ต้องมีพิกัด"),
        "missing": gettext("ยังไม่ปักหมุด"),
        "outside": gettext("พิกัดอยู่นอกแนวเขต"),
        "no-boundary": gettext("ไม่มีแนวเขตระดับนี้"),
    }


def amount_word(measure: str, value: Decimal) -> str:
    """Return a value as a headline says it: `82.4 ล้านบาท`, `318 โครงการ`."""
    if measure == "count":
        return str(gettext("%(number)s โครงการ", number=figures.number(int(value))))
    return figures.short_money(value)


def bound_word(measure: str, bound: Decimal) -> str:
    """Return the bound of a class for a legend whose head says the unit: millions of baht, or projects."""
    if measure == "count":
        return f"{int(bound):,}"
    return f"{(bound / MILLION).normalize():,f}"


def range_word(measure: str, lower: Decimal | None, upper: Decimal | None) -> str:
    """Return the words for a class: from its lower bound to below its upper one."""
    if lower is None and upper is None:
        return str(gettext("มากกว่า 0"))
    if lower is None and upper is not None:
        return f"< {bound_word(measure, upper)}"
    if upper is None and lower is not None:
        return f"≥ {bound_word(measure, lower)}"
    assert lower is not None and upper is not None  # noqa: S101 the two cases above left nothing else
    return f"{bound_word(measure, lower)}–{bound_word(measure, upper)}"
