"""Words about places in the asker's language."""

from flask_babel import gettext

from geo.notation import Notation, Reading
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


def notation_word(reading: Reading) -> str:
    """Return how a coordinate was understood to be written."""
    words = {
        Notation.DECIMAL: gettext("องศาทศนิยม"),
        Notation.MINUTES: gettext("องศา ลิปดา"),
        Notation.SECONDS: gettext("องศา ลิปดา ฟิลิปดา"),
        Notation.METRES: gettext("พิกัดกริดเป็นเมตร"),
    }
    return str(words[reading.notation])


def phase_words() -> dict[str, str]:
    """Return the words for the phases of a place."""
    words = (gettext("ตามแผน"), gettext("ตามสัญญา"), gettext("ตามที่สร้างจริง"))
    return dict(zip(PHASES, words, strict=True))


def method_words() -> dict[str, str]:
    """Return the words for how a place was come by."""
    words = (
        gettext("คลิกบนแผนที่"),
        gettext("พิมพ์พิกัด"),
        gettext("GPS ในพื้นที่"),
        gettext("สำรวจรังวัด"),
        gettext("จากภาพถ่าย"),
    )
    return dict(zip(METHODS, words, strict=True)) | {"file": gettext("จากไฟล์")}
