"""Names of codes and columns in the asker's language."""

from collections.abc import Mapping

from layers.catalogue import find_layer
from layers.codes import Code, categories, programmes, sources, stages
from webmap.context import language

OTHER_COLUMNS = {
    "needs_place": ("ต้องมีพิกัด", "Needs a place"),
    "no_place_reason": ("เหตุผลที่ไม่ต้องมีพิกัด", "Why no place is needed"),
    "procurement": ("ต้องจัดซื้อจัดจ้าง", "Procured"),
    "published": ("เผยแพร่", "Published"),
    "finished_on": ("แล้วเสร็จเมื่อ", "Finished on"),
    "stopped_on": ("ยุติเมื่อ", "Stopped on"),
    "stop_reason": ("เหตุที่ยุติ", "Why it stopped"),
}


def name_of(kind: str, code: str | None) -> str:
    """Return the name of a stage, programme, source or category; the code itself when the list lacks it."""
    if code is None:
        return ""
    lists: dict[str, Mapping[str, Code]] = {
        "stage": stages(),
        "programme": programmes(),
        "source": sources(),
        "category": categories(),
    }
    found = lists[kind].get(code)
    return found.name(language()) if found else code


def column_title(name: str) -> str:
    """Return the title of a column of projects."""
    titles = {column.name: (column.thai, column.english) for column in find_layer("projects").columns}
    thai, english = (OTHER_COLUMNS | titles).get(name, (name, name))
    return english if language() == "en" else thai
