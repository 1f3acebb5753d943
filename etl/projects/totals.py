"""Rows of a table that are sums of others: subtotals, carried forward, grand total."""

import pandas as pd

from etl.projects.columns import Columns

SUM = (
    r"(?:ยอด)?รวม(?:ทั้งสิ้น|ทั้งหมด|ทั้งปี|เป็นเงิน|ย่อย|หน้า.{0,20}|ยอด.{0,20}|เงิน.{0,20}"
    r"|\s*[0-9๐-๙,]+\s*โครงการ.{0,20}|งบประมาณ.{0,20})*\s*:?"
    r"|ยอดยก(?:ไป|มา).{0,20}|(?:grand |sub)?-?\s?total\s*:?"
)


def total_rows(frame: pd.DataFrame, columns: Columns) -> pd.Series:
    """Return which rows are sums: a cell says so, and the row has neither serial number nor reference."""
    says = pd.Series(False, index=frame.index)
    for spoken in _spoken(frame, columns):
        says |= frame[spoken].str.strip().str.fullmatch(SUM, case=False)
    for field in ("serial", "reference"):
        column = columns.get(field)
        if column and says.any():
            numbered = frame[column].str.contains(r"[0-9๐-๙]") & ~frame[column].str.strip().str.fullmatch(SUM)
            says &= ~numbered
    return says


def _spoken(frame: pd.DataFrame, columns: Columns) -> list[str]:
    """Return the columns in which the word of a sum may stand: the first three and the title's."""
    return list(
        dict.fromkeys([*frame.columns[:3], *filter(None, [columns.get("title"), columns.get("serial")])])
    )
