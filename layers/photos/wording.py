"""The words that the reasons are filled with, each in Thai and English."""

from datetime import date, datetime

from geo.thai.clock import thai_time
from geo.thai.dates import format_date
from layers.photos.reason import Pair

PHASE: dict[str, Pair] = {
    "before": ("ก่อนทำ", "before"),
    "during": ("ระหว่างทำ", "during"),
    "after": ("หลังทำ", "after"),
    "unknown": ("ที่ยังไม่ระบุระยะ", "of no stated phase of"),
}
WHERE: dict[str, Pair] = {
    "planned": ("หมุดตามแผน", "the pin as planned"),
    "contracted": ("หมุดตามสัญญา", "the pin as contracted"),
    "as_built": ("หมุดตามที่สร้างจริง", "the pin as built"),
}
START: dict[str, Pair] = {
    "contract": ("วันทำสัญญา", "contract"),
    "payment": ("วันเบิกจ่ายครั้งแรก", "first payment"),
}
SAME: Pair = ("ไฟล์ภาพเดียวกัน", "the same file")
OTHER: Pair = ("โครงการอื่น", "another project")
ALIKE: Pair = ("ภาพที่เหมือนกันแทบทุกส่วน", "a picture that is almost the same")


def moment(at: datetime) -> str:
    """Return a moment as Thai offices write it."""
    local = thai_time(at)
    return f"{format_date(local.date())} เวลา {local:%H:%M} น."


def day(at: date) -> Pair:
    """Return a day as offices write it, of the Buddhist era in Thai."""
    return format_date(at), f"{at.day} {at:%b} {at.year}"


def metres(distance: float) -> Pair:
    """Return a distance in metres, or in kilometres from ten thousand on."""
    if distance >= 10_000:
        return f"{distance / 1000:,.0f} กม.", f"{distance / 1000:,.0f} km"
    return f"{distance:,.0f} ม.", f"{distance:,.0f} m"


def degrees(turn: float) -> Pair:
    """Return an angle in whole degrees."""
    return f"{turn:.0f}°", f"{turn:.0f}°"
