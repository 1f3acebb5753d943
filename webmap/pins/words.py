"""Words about places in the asker's language."""

from flask_babel import gettext

from geo.notation import Reading
from layers.areas.level import BANGKOK
from layers.areas.names import AreaName
from layers.areas.place import AreaHit
from layers.projects.place import METHODS, PHASES
from webmap.context import language

_SHORT = {"tambon": "ต.", "amphoe": "อ.", "province": "จ."}
_BANGKOK = {"tambon": "แขวง", "amphoe": "เขต", "province": ""}


def area_words(hit: AreaHit) -> str:
    """Return `ต.เวียง อ.เมืองเชียงราย จ.เชียงราย`, or as much of it as is known; empty outside every area."""
    found = [area for area in (hit.tambon, hit.amphoe, hit.province) if area]
    if language() == "en":
        return ", ".join(area.name_en or area.name_th for area in found)
    return " ".join(_short(area) for area in found)


def _short(area: AreaName) -> str:
    words = _BANGKOK if area.code.startswith(BANGKOK) else _SHORT
    return f"{words[area.level]}{area.name_th}"


def short_areas(areas: tuple[AreaName, ...]) -> str:
    """Return areas as `area_words` does, from the smallest to the largest."""
    if language() == "en":
        return ", ".join(area.name_en or area.name_th for area in areas)
    return " ".join(_short(area) for area in areas)


def crossed_words(crossed: tuple[tuple[AreaName, float], ...]) -> str:
    """Return the areas that a shape crosses with their shares, `ต.เวียง 62 % · ต.รอบเวียง 38 %`."""
    return " · ".join(f"{short_areas((area,))} {share * 100:.0f}\u00a0%" for area, share in crossed)


def notation_word(reading: Reading) -> str:
    """Return how a coordinate was understood to be written."""
    return reading.notation.english if language() == "en" else reading.notation.thai


def phase_words() -> dict[str, str]:
    """Return the words for the phases of a place."""
    words = (gettext("ตามแผน"), gettext("ตามสัญญา"), gettext("ตามที่สร้างจริง"))
    return dict(zip(PHASES, words, strict=True))


def phase_letters() -> dict[str, str]:
    """Return the letters by which the phases' places are told apart on the map."""
    return dict(zip(PHASES, (gettext("ผ"), gettext("ส"), gettext("จ")), strict=True))


def method_words() -> dict[str, str]:
    """Return the words for how a place was come by."""
    words = (
        gettext("ชี้บนแผนที่"),
        gettext("พิมพ์พิกัด"),
        gettext("GPS ในพื้นที่"),
        gettext("สำรวจรังวัด"),
        gettext("จากภาพถ่าย"),
    )
    return dict(zip(METHODS, words, strict=True)) | {"file": gettext("จากไฟล์")}
