"""What a layer is: its name, its columns with their titles and units, and where each may be shown."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "money", "number", "date", "boolean"]
Shape = Literal["point", "polygon"]


@dataclass(frozen=True)
class Column:
    """One attribute of a layer.

    `short` is the hand-chosen shapefile name (at most 10 ASCII characters); `unit` is Thai, English;
    `private` columns are only for seats that may see the row's papers; a column is in tiles from
    zoom `tiles_from` on, never when that is None.
    """

    name: str
    short: str
    thai: str
    english: str
    kind: Kind = "text"
    unit: tuple[str, str] = ("", "")
    private: bool = False
    tiles_from: int | None = None


@dataclass(frozen=True)
class Layer:
    """One layer of the map, as tiles, exports and pages know it.

    `minzoom` is the least zoom at which its tiles hold anything. `words` are the words of an
    address that its tiles take besides none: the filters, or the level and measure of spending.
    """

    name: str
    thai: str
    english: str
    shape: Shape
    columns: tuple[Column, ...]
    minzoom: int = 0
    maxzoom: int = 14
    words: tuple[str, ...] = ()

    def public_columns(self) -> tuple[Column, ...]:
        """The columns that everybody may see."""
        return tuple(column for column in self.columns if not column.private)

    def tile_columns(self, zoom: int) -> tuple[Column, ...]:
        """The columns that a tile of this zoom carries."""
        return tuple(c for c in self.public_columns() if c.tiles_from is not None and zoom >= c.tiles_from)
