"""Turns at dear work: few at a time, few others in line, and the rest told to come again."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from geo.errors import Unavailable


class Turns:
    """The places at which one process does dear work, and the line before them.

    Whoever has a place or waits for one keeps a thread of the portal busy: `threads` at the most.
    """

    def __init__(self, at_once: int, in_line: int, seconds: float, busy: tuple[str, str]) -> None:
        """Let so many in at once, and others wait for so many seconds; `busy` is said in Thai and English."""
        self.threads = at_once + in_line
        self._places, self._line = BoundedSemaphore(at_once), BoundedSemaphore(self.threads)
        self._seconds, self._busy = seconds, busy

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn and keep it; raises `Unavailable` where none comes in time, or the line is full."""
        with self._one_of(self._line, 0), self._one_of(self._places, self._seconds):
            yield

    @contextmanager
    def _one_of(self, places: BoundedSemaphore, seconds: float) -> Iterator[None]:
        if not places.acquire(timeout=seconds):
            raise Unavailable(*self._busy)
        try:
            yield
        finally:
            places.release()
