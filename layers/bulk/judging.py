"""Reading a table's texts, some at a time, so that no request takes long and any process may go on."""

import time
from typing import Any

from psycopg import Connection
from psycopg.types.json import Jsonb

from geo.database import Row
from geo.errors import BadRequest, NotFound
from geo.sql import statement
from layers.bulk.kept import MOST_READINGS, keep
from layers.bulk.table import BulkTable
from layers.bulk.wish import Wish, granted
from layers.locating import Asked, Judge, Judgement, Wanted
from layers.locating.wanted import of_authority

AT_ONCE = 500
_NAMES = ("พื้นที่ของ อปท.", "the authority's area")


def judge_some(connection: Connection[Row], table: BulkTable, seconds: float) -> int:
    """Read rows that are not read yet, for about so many seconds; return how many were.

    Another request that reads the same table is waited for. Raises `BadRequest` or `NotFound` for a `within`
    of the table that stands for nothing.
    """
    ends, done = time.monotonic() + seconds, 0
    connection.execute("SELECT FROM bulk_table WHERE id = %s FOR UPDATE", [table.id])
    judging = _Judging(connection, table)
    while time.monotonic() < ends and (some := judging.block()):
        done += some
    return done


class _Judging:
    """One connection's work on a table, with the areas that it has looked up."""

    def __init__(self, connection: Connection[Row], table: BulkTable) -> None:
        self._connection, self._table = connection, table
        self._judge = Judge(connection)
        self._authorities: dict[int, Wanted | None] = {}
        self._only = self._only_authority()

    def block(self) -> int:
        """Read the next rows; return how many there were."""
        values = {"table": self._table.id, "most": AT_ONCE}
        rows = self._connection.execute(statement(__package__, "unread"), values).fetchall()
        asked = [self._asked(row) if row["text"] else None for row in rows]
        judgements = iter(self._judge.many([one for one, _ in filter(None, asked)]))
        self._store(
            [
                (row, next(judgements), one[1]) if one else (row, None, ("", ""))
                for row, one in zip(rows, asked, strict=True)
            ]
        )
        return len(rows)

    def _asked(self, row: Row) -> tuple[Asked, tuple[str, str]]:
        wanted, note = self._wanted(row)
        return Asked(row["text"], wanted, self._table.crs), note

    def _wanted(self, row: Row) -> tuple[Wanted | None, tuple[str, str]]:
        """Return where a row's place should lie: by what it says, by the table, by its project."""
        if row["within"]:
            try:
                return self._judge.wanted(row["within"]), ("", "")
            except (BadRequest, NotFound) as error:
                return None, (error.thai, error.english)
        if self._table.within:
            return self._judge.within(self._table.within), ("", "")
        authority = row["authority_id"] or self._only
        return (self._of(authority) if authority else None), ("", "")

    def _of(self, authority: int) -> Wanted | None:
        if authority not in self._authorities:
            name = self._connection.execute(
                "SELECT label_th, label_en FROM authority WHERE id = %s", [authority]
            ).fetchone()
            names = (name["label_th"], name["label_en"]) if name else _NAMES
            self._authorities[authority] = of_authority(self._connection, authority, names)
        return self._authorities[authority]

    def _only_authority(self) -> int | None:
        """Return the one authority for which the acting account pins; None where there is not just one."""
        row = self._connection.execute(
            "SELECT acting_authorities('engineering', 'planning') AS ids"
        ).fetchone()
        ids = set(row["ids"]) if row else set()
        return ids.pop() if len(ids) == 1 else None

    def _store(self, found: list[tuple[Row, Judgement | None, tuple[str, str]]]) -> None:
        lines, statuses, readings, thai, english, chosen = [], [], [], [], [], []
        for row, judgement, note in found:
            lines.append(row["line"])
            statuses.append("blank" if judgement is None else judgement.status)
            kept = [keep(one) for one in judgement.readings[:MOST_READINGS]] if judgement else []
            readings.append(Jsonb(kept))
            words = [judgement.thai, judgement.english] if judgement else [None, None]
            thai.append("\n".join(filter(None, (words[0], note[0]))) or None)
            english.append("\n".join(filter(None, (words[1], note[1]))) or None)
            chosen.append(_first_choice(judgement, row["wished"]))
        values = {"table": self._table.id, "lines": lines, "statuses": statuses, "readings": readings}
        values |= {"thai": thai, "english": english, "chosen": chosen}
        self._connection.execute(statement(__package__, "judged"), values)


def _first_choice(judgement: Judgement | None, wished: dict[str, Any] | None) -> int | None:
    """Return what the file itself chose, where that still holds, else what is taken by itself."""
    if judgement is None:
        return None
    choice = granted(Wish(**wished) if wished else None, judgement.readings)
    return judgement.taken if choice is None else choice
