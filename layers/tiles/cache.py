"""Tiles kept in memory, the least recently used given up first."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Kept = TypeVar("Kept")
OVERHEAD = 1000
"""Bytes that an entry takes beside its body: its key, its version, the dictionary's own."""


class Cache(Generic[Kept]):
    """A store of at most `limit` bytes, for several threads."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = Lock()
        self._entries: OrderedDict[Hashable, tuple[Kept, int]] = OrderedDict()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable) -> Kept | None:
        """Return what is kept under a key, and count it as used."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            self._entries.move_to_end(key)
            return entry[0]

    def put(self, key: Hashable, value: Kept, size: int) -> None:
        """Keep a value of `size` bytes instead of what was kept; one larger than all the room is not kept."""
        size += OVERHEAD
        with self._lock:
            self._forget(key)
            if size > self._limit:
                return
            self._entries[key] = (value, size)
            self.bytes += size
            while self.bytes > self._limit:
                _, (_, freed) = self._entries.popitem(last=False)
                self.bytes -= freed

    def _forget(self, key: Hashable) -> None:
        if key in self._entries:
            self.bytes -= self._entries.pop(key)[1]
