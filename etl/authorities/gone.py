"""Authorities that a list no longer has, and codes that are no longer in force, said plainly."""

from collections.abc import Iterable

from etl.authorities.entry import Entry
from etl.outcome import Remark
from geo.database import Row


def perhaps_recoded(gone: Iterable[Row], fresh: Iterable[Entry]) -> list[tuple[str, str]]:
    """Return pairs of a code that is gone and a new one that may be the same authority.

    They have the same name and amphoe, and another type: an upgraded authority gets another code.
    """
    fresh = list(fresh)
    return [(row["code"], entry.code) for row in gone for entry in fresh if _alike(row, entry)]


def _alike(row: Row, entry: Entry) -> bool:
    home = (row["amphoe_code"], row["name_th"])
    return (
        bool(row["amphoe_code"]) and home == (entry.amphoe_code, entry.name_th) and row["type"] != entry.type
    )


def of_gone(row: Row, pairs: Iterable[tuple[str, str]]) -> Remark:
    """Return what to say of an authority that is gone from the list: kept, and perhaps under another code."""
    code, name = row["code"], row["name_th"]
    new = ", ".join(after for before, after in pairs if before == code)
    if not new:
        return Remark(
            "missing",
            f"{name} ({code}) ไม่มีในไฟล์แล้ว ระบบยังเก็บไว้",
            f"{name} ({code}) is no longer in the file; it is kept.",
            code,
        )
    return Remark(
        "perhaps-recoded",
        f"{name} ({code}) ไม่มีในไฟล์แล้ว อาจเป็นแห่งเดียวกับ {new} ที่เปลี่ยนประเภท หากใช่ ให้สั่ง --same {new}={code} "
        "ก่อนโหลดจริง",
        f"{name} ({code}) is no longer in the file; it may be the same as {new}, of another type now. If so, "
        f"say --same {new}={code} before this is loaded for good.",
        code,
    )


def of_replaced(row: Row) -> Remark:
    """Return what to say of a code in the list that has ended."""
    followed = row["followed_by"] or "-"
    return Remark(
        "code-replaced",
        f"รหัส {row['code']} เลิกใช้แล้วตั้งแต่ {row['ended']} (รหัสใหม่ {followed}) จึงข้ามแถวนี้",
        f"The code {row['code']} ended on {row['ended']} (followed by {followed}); its row was passed over.",
        row["code"],
    )
