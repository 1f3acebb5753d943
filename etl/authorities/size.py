"""The area of an authority's territory, taken where it can be true."""

from math import isfinite

from etl.authorities.entry import Entry
from etl.authorities.gazette import Gazette
from etl.outcome import Remark
from geo.thai.digits import arabic_digits
from geo.thai.unreadable import shown

LARGEST_PROVINCE = 20_500.0
"""km2; Nakhon Ratchasima has 20,494."""

LARGEST_AMPHOE = 4_500.0
"""km2; Umphang has 4,325."""

TOLERANCE = 1.25
"""Official areas and published shapes differ by some percent; some reach over their amphoe."""

ISLANDS = 30.0
"""km2 that the published shape of a small amphoe may lack, where its islands were left out."""

LEAST_OF_PROVINCE = 0.5
"""A provincial organisation covers its whole province."""


def read_km2(entry: Entry, gazette: Gazette) -> tuple[float | None, Remark | None]:
    """Return the area in km2 if it is plausible, and why it is not; neither where the list has none.

    It is not when it is 0, unreadable, larger than the amphoe (for a provincial organisation the
    province), or for such an organisation far smaller than that.
    """
    text = entry.cells.get("area_km2", "").strip()
    if not text:
        return None, None
    value = _number(text)
    if value is None:
        return None, _remark(entry, "area-unreadable", text, "อ่านไม่ได้", "it cannot be read")
    if value <= 0:
        return None, _remark(entry, "area-zero", text, "ไม่มากกว่าศูนย์", "it is not above zero")
    least, most = _limits(entry, gazette)
    if value > most:
        words = (f"ใหญ่กว่าพื้นที่ที่ตั้ง ({most:,.0f} ตร.กม.)", f"it is more than where it lies ({most:,.0f} km2)")
        return None, _remark(entry, "area-too-large", text, *words)
    if value < least:
        words = (
            f"เล็กกว่าครึ่งของจังหวัด ({least:,.0f} ตร.กม.)",
            f"it is less than half its province ({least:,.0f} km2)",
        )
        return None, _remark(entry, "area-too-small", text, *words)
    return value, None


def _number(text: str) -> float | None:
    try:
        value = float(arabic_digits(text).replace(",", "").removesuffix("ตร.กม.").strip())
    except ValueError:
        return None
    return value if isfinite(value) else None


def _limits(entry: Entry, gazette: Gazette) -> tuple[float, float]:
    province = gazette.km2.get(entry.province_code)
    if entry.type == "pao":
        return LEAST_OF_PROVINCE * (province or 0), TOLERANCE * (province or LARGEST_PROVINCE)
    amphoe = gazette.km2.get(entry.amphoe_code or "")
    return 0.0, TOLERANCE * (amphoe or min(LARGEST_AMPHOE, province or LARGEST_AMPHOE)) + ISLANDS


def _remark(entry: Entry, kind: str, text: str, thai: str, english: str) -> Remark:
    return Remark(
        kind,
        f"ขนาดพื้นที่ “{shown(text)}” ไม่ใช้: {thai}",
        f"The area “{shown(text)}” is not used: {english}.",
        entry.code,
        entry.row,
    )
