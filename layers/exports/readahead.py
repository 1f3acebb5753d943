"""Fetching the next part while this one is being written."""

from collections.abc import Iterable, Iterator
from queue import Empty, Queue
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")
_DEPTH = 2


class _End:
    """What the other thread says last: that there is no more, or why it stopped."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def ahead(items: Iterable[T]) -> Iterator[T]:
    """Yield the items, which another thread fetches up to two ahead; its errors are raised here.

    The thread has ended when the iterator is finished or closed.
    """
    waiting: Queue[T | _End] = Queue(_DEPTH)
    stopped = Event()

    def fetch() -> None:
        end = _End()
        try:
            for item in items:
                waiting.put(item)
                if stopped.is_set():
                    return
        except BaseException as error:
            end = _End(error)
        waiting.put(end)

    thread = Thread(target=fetch, daemon=True)
    thread.start()
    try:
        yield from _until_end(waiting)
    finally:
        stopped.set()
        _drain(waiting, thread)


def _until_end(waiting: "Queue[T | _End]") -> Iterator[T]:
    while not isinstance(item := waiting.get(), _End):
        yield item
    if item.error is not None:
        raise item.error


def _drain(waiting: "Queue[T | _End]", thread: Thread) -> None:
    while thread.is_alive():
        try:
            waiting.get(timeout=0.05)
        except Empty:
            continue
