"""Writing behind the reader's back: while rows are read and checked, PostgreSQL takes those before them."""

import sys
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Condition
from types import TracebackType
from typing import Self

import pandas as pd
from psycopg import Connection

from etl.outcome import RefusedRow
from etl.projects import staging
from etl.projects.staging import Written
from geo.database import Row
from layers.checks.run import MOST_TOUCHED

MOST_WAITING = 60_000
"""Good rows that wait for the database before the reader does."""

TURN = 0.00005
"""Seconds after which the reader lets the sender have its turn, needed for each of many small blocks."""


@dataclass(slots=True)
class Outcome:
    """What was, or would be, written of the rows so far, and the faults that the database found.

    `touched` are the projects written, None where they are more than are checked at once.
    """

    written: Written = field(default_factory=Written)
    faults: list[RefusedRow] = field(default_factory=list)
    touched: list[int] | None = field(default_factory=list)


class Writer:
    """Takes good rows in any number of pieces, in the order of the file.

    Nobody else uses the connection meanwhile. All rows are matched; they are written until `writing` is set
    False, which it is at the first fault unless `accept_good`. Leaving it waits for the database, and on an
    error has it give up.
    """

    def __init__(self, connection: Connection[Row], note: str, *, writing: bool, accept_good: bool) -> None:
        self.writing, self._accept_good = writing, accept_good
        self.outcome = Outcome()
        self._connection, self._note = connection, note
        self._pool = ThreadPoolExecutor(1, "writer")
        self._usual_turn = sys.getswitchinterval()
        self._job: Future[None] | None = None
        self._hand = Condition()  # over the three below; told when the writer has taken what waited
        self._waiting: list[memoryview] = []
        self._rows = 0
        self._busy = False

    def __enter__(self) -> Self:
        staging.stage(self._connection)
        sys.setswitchinterval(TURN)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and self._busy:
            with self._hand:
                self._waiting.clear()
            self._connection.cancel_safe()
        self._pool.shutdown()
        sys.setswitchinterval(self._usual_turn)

    def put(self, good: pd.DataFrame) -> None:
        """Take good rows; wait when the database is far behind. Raises what writing those before raised."""
        if good.empty:
            return
        block = staging.as_csv(good)
        with self._hand:
            self._hand.wait_for(lambda: self._rows < MOST_WAITING or not self._busy)
            self._waiting.append(block)
            self._rows += len(good)
            if not self._busy:
                self._start()

    def finish(self) -> Outcome:
        """Wait until all rows are taken, derive what follows from them, and return what became of them."""
        self._look()
        if self.writing:
            staging.derive(self._connection)
        return self.outcome

    def _look(self) -> None:
        """Wait for the writer; raises what ended it."""
        if self._job is not None:
            self._job.result()

    def _start(self) -> None:
        self._look()
        self._busy = True
        self._job = self._pool.submit(self._work)

    def _work(self) -> None:
        """Write what waits, and what comes meanwhile, until there is nothing."""
        try:
            while rows := self._next():
                self._take(rows)
        except BaseException:
            with self._hand:
                self._busy = False
                self._hand.notify()
            raise

    def _next(self) -> list[memoryview]:
        with self._hand:
            rows, self._waiting, self._rows = self._waiting, [], 0
            self._busy = bool(rows)
            self._hand.notify()
            return rows

    def _take(self, rows: list[memoryview]) -> None:
        staging.send(self._connection, rows)
        faults = staging.match(self._connection)
        self.outcome.faults += faults
        if faults and not self._accept_good:
            self.writing = False
        done = staging.outcome(self._connection)
        self.outcome.written += done
        if self.writing:
            staging.write(self._connection, self._note, done)
            self._remember(done)

    def _remember(self, done: Written) -> None:
        """Note which projects were written, as long as they are few."""
        known = self.outcome.touched
        if known is None or len(known) + done.inserted + done.updated > MOST_TOUCHED:
            self.outcome.touched = None
        elif done.inserted or done.updated:
            known += staging.touched(self._connection)
