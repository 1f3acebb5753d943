"""The versions kept in a process's memory, and kept true by listening to the database."""

import os
import time
from collections.abc import Callable
from threading import Event, Lock, Thread
from weakref import ref

import psycopg
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import DictRow, dict_row

from geo.database import Database, set_role
from layers.tiles.versions import Snapshot, read_snapshot

CHANNEL = "eplan_change"
BEAT = 1.0
"""Seconds after which the versions are read again even when nothing was heard."""
PATIENCE = 3.0
"""Seconds for which a reading by the listener is believed; then the database is asked each time."""
ALIVE = "keepalives_idle=5 keepalives_interval=2 keepalives_count=3 tcp_user_timeout=8000 connect_timeout=5"
"""How a connection over the network finds out that the other end is gone."""


class Watch:
    """The newest versions, without a round trip while a listener has lately heard from the database.

    A write of this process is known to the next `current()`, another's as soon as its notification is
    here. The listener is a thread, started by the first question in each process. The listening
    connection needs a session of its own: it works directly or through a session-pooling proxy.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._begin()
        database.tell_of_writes(self.expire)

    def _begin(self) -> None:
        self._process = os.getpid()
        self._lock = Lock()
        self._snapshot: Snapshot | None = None
        # The snapshot answers the last expiry that was known before its reading began.
        self._expiry = object()
        self._answered: object | None = None
        self._believed_until = 0.0
        self._stop: Event | None = None

    def expire(self) -> None:
        """Have the versions read again before they are next used."""
        self._expiry = object()

    def current(self) -> Snapshot:
        """Return versions no older than this call, as far as this process can know.

        Raises `Unavailable` when neither the listener nor the database answers.
        """
        if self._process != os.getpid():
            self._begin()
        if self._snapshot is not None and self._is_believed():
            return self._snapshot
        with self._lock:
            if self._snapshot is not None and self._is_believed():
                return self._snapshot
            self._listen()
            return self._read(self._database.public_rows)

    def is_listening(self) -> bool:
        """Whether the listener has lately heard from the database."""
        return time.monotonic() < self._believed_until

    def close(self) -> None:
        """End the listener."""
        if self._stop is not None:
            self._stop.set()

    def _is_believed(self) -> bool:
        return self._answered is self._expiry and self.is_listening()

    def _read(self, rows: Callable[[str], list[DictRow]]) -> Snapshot:
        expiry = self._expiry
        snapshot = self._snapshot = read_snapshot(rows)
        self._answered = expiry
        return snapshot

    def _listen(self) -> None:
        if self._stop is None:
            self._stop = Event()
            Thread(target=_listen, args=(ref(self), self._database.url, self._stop), daemon=True).start()

    def hear(self, connection: Connection[DictRow]) -> None:
        """Read the versions by the listener's connection, while no other reading goes on."""
        with self._lock:
            began = time.monotonic()
            self._read(lambda statement: connection.execute(statement).fetchall())
            self._believed_until = began + PATIENCE

    def doubt(self) -> None:
        """Believe the memory no more, since the listener has lost its connection."""
        self._believed_until = 0.0


def _listen(watch: "ref[Watch]", url: str, stop: Event) -> None:
    """Keep a watch's versions true until it is stopped or gone."""
    while not stop.is_set() and watch() is not None:
        try:
            with psycopg.connect(
                make_conninfo(ALIVE, **conninfo_to_dict(url)), autocommit=True, row_factory=dict_row
            ) as own:
                set_role(own)
                own.execute(f"LISTEN {CHANNEL}")
                while not stop.is_set() and (kept := watch()) is not None:
                    kept.hear(own)
                    del kept
                    for _ in own.notifies(timeout=BEAT, stop_after=1):
                        pass
        except psycopg.Error:
            if (kept := watch()) is not None:
                kept.doubt()
            del kept
            stop.wait(BEAT / 2)
