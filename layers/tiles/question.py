"""What of a layer a tile shows: the words of its address, read once and refused when unknown."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from geo.errors import BadRequest
from layers.filters import LEVELS, MEASURES, Filters, one_of, parse_filters
from layers.layer import Layer

_LEVEL, _MEASURE = one_of(LEVELS), one_of(MEASURES)


@dataclass(frozen=True)
class Question:
    """The filters, and of spending the level of areas and the measure; None where not said."""

    filters: Filters = field(default_factory=Filters)
    level: str | None = None
    measure: str | None = None

    @property
    def query(self) -> dict[str, str]:
        """The question as the words of an address, which parse to the same question again."""
        own = {"level": self.level, "measure": self.measure}
        return {name: word for name, word in own.items() if word} | self.filters.query


EVERYTHING = Question()


def parse_question(layer: Layer, pairs: Iterable[tuple[str, str]]) -> Question:
    """Read the words of an address, each at most once; an empty word counts as absent.

    Raises `BadRequest` for a word that the layer does not take, a repeated one, or a malformed value.
    """
    words = _once(pairs)
    if not words:
        return EVERYTHING
    _known(layer, words)
    level, measure = words.pop("level", None), words.pop("measure", None)
    return Question(
        parse_filters(words),
        level=_LEVEL("level", level) if level else None,
        measure=_MEASURE("measure", measure) if measure else None,
    )


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    words: dict[str, str] = {}
    for name, value in pairs:
        if name in words:
            raise BadRequest(
                f"ตัวกรอง “{name[:40]}” มีมากกว่าหนึ่งครั้ง ให้เหลือเพียงค่าเดียว",
                f"The filter “{name[:40]}” is given more than once; give it one value.",
            )
        words[name] = value
    return words


def _known(layer: Layer, words: dict[str, str]) -> None:
    unknown = sorted(set(words) - set(layer.words))
    if not unknown:
        return
    there = ", ".join(layer.words) or "–"
    raise BadRequest(
        f"ชั้นข้อมูล {layer.name} ไม่รู้จักตัวกรอง “{unknown[0][:40]}” ตัวกรองที่ใช้ได้คือ {there}",
        f"The layer {layer.name} knows no filter “{unknown[0][:40]}”; there are {there}.",
    )
