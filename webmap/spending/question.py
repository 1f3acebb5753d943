"""What a request asks of spending: the level, the measure, the filters and the order of the table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from layers.filters import LEVELS, MEASURES, Filters, one_of, parse_filters

SORTS = ("name", *MEASURES)
AREA_LEVELS = ("province", "amphoe", "tambon")
_ORDERS = tuple(sign + name for name in SORTS for sign in ("", "-"))
_read_level, _read_measure, _read_sort = one_of(LEVELS), one_of(MEASURES), one_of(_ORDERS)


@dataclass(frozen=True)
class Question:
    """What is asked. `sort` is a column of the table, `-` before it for the greatest first."""

    level: str
    measure: str
    filters: Filters
    sort: str

    @property
    def query(self) -> dict[str, Any]:
        """The question as the words of an address, which ask the same again."""
        words: dict[str, Any] = {"level": self.level, "measure": self.measure, **self.filters.query}
        return words | ({"sort": self.sort} if self.sort != f"-{self.measure}" else {})

    @property
    def tile_query(self) -> dict[str, str]:
        """The words that the tiles of the same question take: they carry every measure."""
        return {"level": self.level, **self.filters.query}

    def ask(self, **changed: str | None) -> dict[str, Any]:
        """Return the query with some words changed; None takes one away.

        The table keeps its order, or follows the measure where it went by that.
        """
        mine = {name: value for name, value in changed.items() if name in ("level", "measure")}
        theirs = {name: value for name, value in changed.items() if name not in ("level", "measure", "sort")}
        follows = self.sort == f"-{self.measure}"
        sort = changed.get("sort") or (f"-{mine.get('measure', self.measure)}" if follows else self.sort)
        return replace(self, **mine, filters=replace(self.filters, **theirs), sort=sort).query  # type: ignore[arg-type]


def read_question(words: Mapping[str, str]) -> Question:
    """Read a question; raises `BadRequest` for an unknown word or a value that does not fit.

    Without a level it is the one below the area asked for, or the provinces.
    """
    filters = parse_filters(words, also=("level", "measure", "sort"))
    level = _read_level("level", words.get("level") or level_below(filters.area))
    measure = _read_measure("measure", words.get("measure") or "approved")
    return Question(level, measure, filters, _read_sort("sort", words.get("sort") or f"-{measure}"))


def level_below(area: str | None) -> str:
    """Return the level of the areas inside an area; a tambon's own, since none is below it."""
    return AREA_LEVELS[min(len(area or "") // 2, 2)]
