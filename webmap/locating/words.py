"""A table's rows as a page shows them: figures as text, words in the asker's language."""

from typing import Any

from flask_babel import gettext

from geo.database import Row
from geo.notation import Notation, Repair
from layers.bulk.kept import Kept, areas_of, manner_words, taken_up
from layers.bulk.rows import GROUPS
from webmap.context import language
from webmap.projects.words import metres


def group_words(*, keyed: bool = True) -> dict[str, str]:
    """Return the words for the heads under which rows are told, and for those that were mended.

    `keyed` says whether the table tells its projects, so that rows can be saved.
    """
    words = (
        gettext("รอเลือกหรือยืนยัน"),
        gettext("พร้อมบันทึก") if keyed else gettext("อ่านได้"),
        gettext("มีหมุดอยู่แล้ว"),
        gettext("ไม่พบโครงการ"),
        gettext("อ่านไม่ได้"),
        gettext("เสร็จแล้ว"),
    )
    return dict(zip(GROUPS, words, strict=True)) | {"mended": gettext("มีการแก้")}


def state_words(row: Row) -> tuple[str, str, str]:
    """Return the state of a row in a word, what more there is to it, and its tone: good, now, bad, quiet."""
    apart = metres(row["apart_m"]) if row["apart_m"] is not None else ""
    told = {
        "ready": (gettext("พร้อมบันทึก"), "", "good"),
        "moves": (gettext("ย้ายหมุดเดิม"), gettext("ห่างจากหมุดที่มีอยู่ %(metres)s", metres=apart), "now"),
        "changed": (gettext("หมุดเพิ่งเปลี่ยน"), gettext("มีผู้ย้ายหมุดหลังจากเปิดตารางนี้"), "bad"),
        "same": (gettext("ตรงกับที่มีอยู่"), "", "quiet"),
        "saved": (gettext("บันทึกแล้ว"), "", "good"),
        "choose": (_choose_words(row), "", "now"),
        "skipped": (gettext("ไม่ใช้แถวนี้"), "", "quiet"),
        "read": (gettext("อ่านได้"), "", "good"),
        "refused": (gettext("อ่านไม่ได้"), "", "bad"),
        "blank": (gettext("ว่าง"), "", "quiet"),
        "none": (
            gettext("ไม่พบโครงการ"),
            gettext("ไม่มีโครงการของหน่วยงานที่เลขที่ ชื่อ และปีตรงกันทุกข้อ แก้ให้ตรงกับในระบบ หรือเหลือไว้เฉพาะเลขที่"),
            "bad",
        ),
        "several": (gettext("ตรงกับหลายโครงการ"), gettext("ใส่เลขที่โครงการหรือปีงบประมาณ"), "bad"),
        "doubled": (gettext("โครงการซ้ำ"), gettext("มีแถวอื่นในไฟล์ของโครงการเดียวกัน"), "bad"),
        "no-key": (gettext("ไม่บอกโครงการ"), "", "quiet"),
        "unread": (gettext("กำลังอ่าน"), "", "quiet"),
    }
    return told[row["state"]]


def _choose_words(row: Row) -> str:
    """Return what a person has to do about a row: choose, or confirm the only reading, which lies outside."""
    if len(row["readings"] or []) == 1:
        return str(gettext("อยู่นอกพื้นที่ ให้ยืนยัน"))
    return str(gettext("เลือกหนึ่งแบบ"))


def row_answer(row: Row) -> dict[str, Any]:
    """Return a row for the page: its texts, its readings, its state, and what the map draws of it."""
    english = language() == "en"
    readings = [_reading(kept) for kept in row["readings"] or []]
    said = row["said"][english] if row["said"] else ""
    problem = row["problem"][english] if row["problem"] else ""
    word, more, tone = state_words(row)
    return {
        "line": row["line"],
        "text": row["text"],
        "cells": row["cells"],
        "readings": readings,
        "chosen": row["chosen"],
        "refused": said if row["status"] == "refused" else "",
        "problem": problem,
        "project_id": row["project_id"],
        "project": row["title"],
        "reference": row["reference"],
        "state": row["state"],
        "word": word,
        "more": more,
        "tone": tone,
        "drift": metres(row["drift_m"]) if row["drift_m"] else "",
        "drawn": {
            "readings": [one["drawn"] for one in readings],
            "chosen": row["chosen"],
            "standing": [row["standing_lon"], row["standing_lat"]] if row["standing"] else None,
        },
    }


def _reading(kept: Kept) -> dict[str, Any]:
    english, judged = language() == "en", taken_up(kept)
    notation = Notation(kept["notation"])
    repairs = [Repair(code) for code in kept["repairs"]]
    return {
        "degrees": f"{kept['lat']:.6f}, {kept['lon']:.6f}",
        "manner": manner_words(kept["manner"])[english].split(" · ")[0],
        "notation": notation.english if english else notation.thai,
        "place": areas_of(kept)[english],
        "far": metres(kept["distance_m"]) if kept["distance_m"] else "",
        "inside": kept["distance_m"] == 0,
        "repairs": [repair.english if english else repair.thai for repair in repairs],
        "shape": judged.reading.shape.geom_type if judged.reading.shape is not None else "",
        "confidence": round(kept["confidence"] * 100),
        "drawn": [kept["lon"], kept["lat"]],
    }
