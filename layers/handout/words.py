"""The words of the handout, in Thai and English."""

from typing import Literal

from layers.spending.table import Reason

Language = Literal["th", "en"]

MEASURES: dict[str, tuple[str, str]] = {
    "approved": ("อนุมัติ", "Approved"),
    "contracted": ("ทำสัญญา", "Contracted"),
    "paid": ("เบิกจ่าย", "Paid"),
    "remaining": ("คงเหลือ", "Remaining"),
    "count": ("จำนวนโครงการ", "Projects"),
}
LEVELS: dict[str, tuple[str, str]] = {
    "province": ("จังหวัด", "Province"),
    "amphoe": ("อำเภอ", "Amphoe"),
    "tambon": ("ตำบล", "Tambon"),
    "authority": ("อปท.", "Authority"),
}
REASONS: dict[Reason, tuple[str, str]] = {
    "not-needed": ("ไม่ต้องมีพิกัด", "No place needed"),
    "missing": ("ยังไม่ปักหมุด", "Not placed yet"),
    "outside": ("พิกัดอยู่นอกแนวเขต", "Placed outside every boundary"),
    "no-boundary": ("ไม่มีแนวเขตระดับนี้", "No boundary of this level"),
}
_TEXTS: dict[str, tuple[str, str]] = {
    "all_years": ("ทุกปีงบประมาณ", "all fiscal years"),
    "total": ("รวมทั้งหมด", "Total"),
    "mapped": ("อยู่บนแผนที่", "On the map"),
    "unmapped": ("ไม่อยู่บนแผนที่", "Not on the map"),
    "legend": ("คำอธิบายสี", "Legend"),
    "places": ("แห่ง", "places"),
    "empty": ("ไม่มีข้อมูล", "nothing recorded"),
    "table": ("ตาราง", "Table"),
    "code": ("รหัส", "Code"),
    "unit": ("บาท", "baht"),
    "as_of": ("ข้อมูล ณ", "As of"),
    "filters": ("ตัวกรอง", "Filters"),
    "sources": ("ที่มาและสัญญาอนุญาต", "Sources and licences"),
    "recorded": (
        "โครงการและเงิน: อปท. ผู้รับผิดชอบ บันทึกในระบบ eplan",
        "Projects and money: the responsible local authorities, as recorded in eplan",
    ),
    "boundaries": ("แนวเขต", "Boundaries"),
    "demo": (
        "ข้อมูลสาธิต: โครงการและจำนวนเงินที่แสดงสร้างขึ้นเพื่อการสาธิต ไม่ใช่ของจริง",
        "Demonstration: the projects and amounts shown are invented, not real.",
    ),
    "offline": (
        "ไฟล์นี้เปิดได้โดยไม่ต้องต่ออินเทอร์เน็ต ชี้หรือแตะพื้นที่เพื่อดูตัวเลข",
        "This file opens without the Internet. Point at an area or tap it to see its figures.",
    ),
}


def pick(both: tuple[str, str], language: Language) -> str:
    """Return the text in a language."""
    return both[1] if language == "en" else both[0]


def texts(language: Language) -> dict[str, str]:
    """Return every text of the page by its name."""
    return {name: pick(both, language) for name, both in _TEXTS.items()}
