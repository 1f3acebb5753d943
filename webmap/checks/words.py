"""What a finding says, in the asker's language: one sentence of its figures, and the rule's own texts."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from geo.thai.dates import format_date
from layers.areas.names import official_name
from layers.checks.rule import Rule, rules
from webmap.context import language
from webmap.figures import money, number
from webmap.pins.words import phase_words
from webmap.projects.words import metres


def rule_name(code: str) -> str:
    """Return a rule's name; the code itself of one that there is no more."""
    rule = rules().get(code)
    return code if rule is None else _of(rule.thai, rule.english)


def rule_texts(code: str) -> dict[str, str]:
    """Return what a rule looks for, why that matters and what to do."""
    rule: Rule | None = rules().get(code)
    if rule is None:
        return {"what": "", "why": "", "do": ""}
    return {"what": _of(*rule.what), "why": _of(*rule.why), "do": _of(*rule.do)}


def said(rule: str, figures: Mapping[str, Any]) -> str:
    """Return what was found, as one sentence."""
    say = {
        "disputed": _disputed,
        "outside_authority": _outside,
        "outside_country": _beyond,
        "in_sea": _beyond,
        "looks_like": _alike,
        "same_stretch": _stretch,
        "same_amount": _amount,
        "one_point": _point,
    }.get(rule)
    return "" if say is None else say(figures)


def disputes_of(figures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what those say who dispute a place, the latest first: `reason`, `by`, `at`, `phase` (a word)."""
    words = phase_words()
    return [
        {**each, "at": datetime.fromisoformat(each["at"]), "phase": words[each["phase"]]}
        for each in figures["words"]
    ]


def rests_on(rule: str, figures: Mapping[str, Any]) -> str:
    """Return whose line a finding of places rests on and of which day; empty for other rules."""
    if rule not in ("outside_authority", "outside_country", "in_sea"):
        return ""
    parts = [
        {
            "boundary": gettext("แนวเขตของ อปท. เอง"),
            "coverage": gettext("พื้นที่ที่ อปท. ดูแล"),
            "office": gettext("ยังไม่มีแนวเขตของ อปท. นี้ จึงใช้อำเภอที่ตั้งสำนักงาน"),
        }.get(figures.get("basis") or "", ""),
        figures.get("source") or "",
        _day(figures.get("as_of")),
        gettext("แนวเขตถูกลดทอน จึงยอมให้คลาดได้ %(metres)s", metres=metres(figures["tolerance_m"]))
        if figures.get("simplified")
        else "",
    ]
    return " · ".join(filter(None, parts))


def _disputed(figures: Mapping[str, Any]) -> str:
    last = figures["words"][0]["reason"]
    shown = last if len(last) <= 90 else f"{last[:89]}…"
    if figures["count"] == 1:
        return f"“{shown}”"
    return str(
        gettext("“%(reason)s” และอีก %(count)s คำแย้ง", reason=shown, count=number(figures["count"] - 1))
    )


def _outside(figures: Mapping[str, Any]) -> str:
    return str(gettext("อยู่นอกเขต %(metres)s", metres=metres(figures["distance_m"])))


def _beyond(figures: Mapping[str, Any]) -> str:
    area = official_name(figures["area"])
    name = figures["area"] if area is None else _of(f"จ.{area.name_th}", area.name_en or area.name_th)
    return str(gettext("ห่างแนวเขต %(area)s %(metres)s", area=name, metres=metres(figures["distance_m"])))


def _alike(figures: Mapping[str, Any]) -> str:
    return str(
        gettext(
            "ชื่อเหมือนกัน %(percent)s%% ห่างกัน %(metres)s",
            percent=round(figures["similarity"] * 100),
            metres=metres(figures["distance_m"]),
        )
    )


def _stretch(figures: Mapping[str, Any]) -> str:
    until = _day(figures["warranty_to"])
    if figures.get("overlap_m") is not None:
        return str(
            gettext("แนวทับกัน %(metres)s ค้ำประกันถึง %(day)s", metres=metres(figures["overlap_m"]), day=until)
        )
    return str(gettext("ห่างกัน %(metres)s ค้ำประกันถึง %(day)s", metres=metres(figures["distance_m"]), day=until))


def _amount(figures: Mapping[str, Any]) -> str:
    return str(
        gettext(
            "%(amount)s บาท เท่ากัน %(count)s โครงการ ใน %(places)s ที่",
            amount=money(Decimal(str(figures["amount"]))),
            count=number(figures["count"]),
            places=number(figures["places"]),
        )
    )


def _point(figures: Mapping[str, Any]) -> str:
    name = _of(figures.get("office_th") or "", figures.get("office_en") or "")
    count = number(figures["count"])
    if name:
        return str(gettext("%(count)s โครงการ ใช้ที่ตั้งสำนักงาน %(name)s", count=count, name=name))
    return str(gettext("%(count)s โครงการบนจุดเดียว", count=count))


def _day(text: str | None) -> str:
    if not text:
        return ""
    day = date.fromisoformat(text)
    return f"{day.day} {day:%b} {day.year}" if language() == "en" else format_date(day)


def _of(thai: str, english: str) -> str:
    return english if language() == "en" else thai
