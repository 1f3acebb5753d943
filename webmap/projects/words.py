"""Words of the passport in the asker's language: grades, what kept them down, what was mended, distances."""

from flask_babel import gettext

from geo.notation import Repair
from layers.projects.place import KnownPlace
from webmap.context import language


def grade_words() -> dict[str, str]:
    """Return what each grade means."""
    return {
        "A": gettext("A · ไม่เกิน 5 ม. วัดในพื้นที่"),
        "B": gettext("B · ไม่เกิน 15 ม."),
        "C": gettext("C · ไม่เกิน 50 ม. หรือต้องแก้ก่อนอ่าน"),
        "D": gettext("D · เกิน 50 ม. หรือไม่ทราบ"),
    }


def reason_words(place: KnownPlace) -> list[str]:
    """Return what kept a place from a better grade, in words."""
    words = {
        "stand-in": gettext("เป็นตำแหน่งแทน เช่น ที่ตั้งสำนักงานหรือกลางพื้นที่ ไม่ใช่ตัวโครงการ"),
        "no-accuracy": gettext("เครื่องไม่ได้บอกความคลาดเคลื่อน"),
        "accuracy": gettext("คลาดเคลื่อนตามที่แจ้ง %(metres)s", metres=metres(place.accuracy_m or 0)),
        "unstated": gettext("ไม่ได้แจ้งความคลาดเคลื่อน จึงถือตามวิธีที่ได้มา"),
        "digits": gettext("ตัวเลขพิกัดหยาบ มีทศนิยมน้อย"),
        "datum": gettext("แปลงจากหมุดหลักฐานอื่น ซึ่งเองก็คลาดเคลื่อน 5 ม."),
        "repairs": gettext("ต้องแก้หรือสันนิษฐานก่อนอ่าน"),
        "file": gettext("มาจากไฟล์ ยังไม่มีผู้ตรวจทีละจุด"),
        "not-measured": gettext("ไม่ได้วัดในพื้นที่"),
    }
    return [words[code] for code in place.grade_reasons]


def repair_words(place: KnownPlace) -> list[str]:
    """Return what was mended or supposed to read a place, in words; an unknown code as it is."""
    return [_repair(code) for code in place.repairs]


def _repair(code: str) -> str:
    stand_ins = {
        "office": gettext("ใช้ที่ตั้งสำนักงานแทน"),
        "centroid": gettext("ใช้จุดกลางพื้นที่แทน"),
        "geocoded": gettext("หาจากชื่อสถานที่"),
    }
    if code in stand_ins:
        return str(stand_ins[code])
    try:
        repair = Repair(code)
    except ValueError:
        return code
    return repair.english if language() == "en" else repair.thai


def metres(distance: float) -> str:
    """Return a distance as people say it: `4.5 ม.`, `128 ม.`, `3.20 กม.`."""
    unit, thousand = (("m", "km") if language() == "en" else ("ม.", "กม."))[:2]
    if distance >= 10_000:
        return f"{distance / 1000:,.1f}\u00a0{thousand}"
    if distance >= 1000:
        return f"{distance:,.0f}\u00a0{unit}"
    return (
        f"{distance:.0f}\u00a0{unit}"
        if distance >= 10
        else f"{distance:.1f}\u00a0{unit}".replace(".0\u00a0", "\u00a0")
    )
