"""Programmes of sections: in a plan the heading above some projects tells their programme, and no column."""

import re

import pandas as pd

from etl.projects.left_out import SECTION
from layers.codes import recognise_programme

_SECTION = re.compile(SECTION)


def programmes_of_sections(
    frame: pd.DataFrame, kinds: pd.Series, above: str | None
) -> tuple[pd.Series, str | None]:
    """Return the programme of the section that each row stands in, None for none, and that of the last.

    `kinds` are those of `find_left_out`; `above` is the programme in force before the first row. A heading of
    another thing, such as a strategy, ends a programme's section.
    """
    codes = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    headings = frame[kinds.isin(["heading", "total"])]
    for at, row in zip(headings.index, headings.to_numpy(), strict=True):
        text = next((cell.strip() for cell in row if _SECTION.match(cell.strip())), "")
        if text:
            codes[at] = (recognise_programme(text) if "แผนงาน" in text else None) or ""
    codes = codes.ffill().fillna(above or "")
    last = codes.iloc[-1] if len(codes) else above
    return codes.where(codes != "", None), last or None
