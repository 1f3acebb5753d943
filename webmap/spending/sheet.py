"""The table as CSV for a spreadsheet: titles and units first, and no text that runs as a formula."""

import csv
import io
from collections.abc import Iterator

from flask_babel import gettext

from layers.filters import MEASURES
from layers.spending.table import SpendingTable, Sums
from webmap.spending.question import Question
from webmap.spending.words import level_words, measure_words, pick, reason_words

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def sheet(table: SpendingTable, question: Question) -> str:
    """Return the rows, then the money that is in none of them by reason, then the total; CRLF and a BOM."""
    file = io.StringIO(newline="")
    file.write("\ufeff")
    csv.writer(file).writerows(_lines(table, question))
    return file.getvalue()


def _lines(table: SpendingTable, question: Question) -> Iterator[list[str]]:
    unit = gettext("บาท")
    titles = [word if name == "count" else f"{word} ({unit})" for name, word in _columns()]
    yield [gettext("รหัส"), level_words()[question.level], *titles]
    for row in table.rows:
        yield [row.code, harmless(pick(row.name_th, row.name_en)), *_figures(row.sums)]
    for reason, word in reason_words().items():
        if table.unmapped[reason].count:
            yield ["", word, *_figures(table.unmapped[reason])]
    yield ["", gettext("รวมทั้งหมด"), *_figures(table.total)]


def _columns() -> list[tuple[str, str]]:
    words = measure_words()
    return [("count", words["count"]), *((name, words[name]) for name in MEASURES if name != "count")]


def _figures(sums: Sums) -> list[str]:
    return [str(sums.count), *(f"{sums.value(name):.2f}" for name, _ in _columns()[1:])]


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
