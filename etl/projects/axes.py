"""Two columns that tell a place together, as one text for the reader of texts."""

from collections.abc import Sequence

import pandas as pd

from geo.notation.clean import plain, seen
from geo.notation.stated import stated

PAIRS = {("lat", "lon"): ("ละติจูด", "ลองจิจูด"), ("northing", "easting"): ("N", "E")}
"""The fields that tell a place together, north first, and what the reader of texts calls them."""


def in_words(
    rows: pd.DataFrame, names: Sequence[str], words: Sequence[str], zone: str | None
) -> pd.DataFrame:
    """Return by row the `text` of two columns, and as it is `asked` of the reader of texts.

    That has what the headings tell of datum and zone, and the `zone` of a column of its own; `said` is where
    there is any of it.
    """
    north, east = (rows[name] for name in names)
    told = system_told(names)
    behind = pd.Series("", index=rows.index)
    if zone is not None:
        numbers = rows[zone].str.strip()
        behind = (" โซน " + numbers).where(numbers.str.contains("[0-9๐-๙]"), "")
    asked = f"{told} {words[0]} " + north + f" {words[1]} " + east + behind
    return pd.DataFrame(
        {"text": north + " " + east, "asked": asked.str.strip(), "said": (behind != "") | bool(told)}
    )


def system_told(names: Sequence[str]) -> str:
    """Return the datum and zone that headings tell, in words that the reader of texts knows."""
    said = [stated(f"{plain(seen(name))} 000000") for name in names]
    datums = sorted({datum.value for one in said for datum in one.datums})
    zone = next((f"zone {one.zone.number}" for one in said if one.zone), "")
    epsg = next((f"EPSG:{one.epsg}" for one in said if one.epsg), "")
    return " ".join((*datums, zone, epsg)).strip()
