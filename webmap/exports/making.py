"""Making a file for one download: few at a time, in a folder of ours, and gone when it is sent."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from threading import BoundedSemaphore
from typing import BinaryIO
from uuid import uuid4

from geo.errors import Unavailable
from layers.exports.apart import write_apart
from layers.exports.order import Order

AT_ONCE = 2
_PATIENCE_SECONDS = 60
_LEFT_BEHIND_SECONDS = 3600


class Making:
    """Where downloads are made, and how many at a time."""

    def __init__(self, folder: Path, at_once: int = AT_ONCE) -> None:
        self.folder = folder
        self._places = BoundedSemaphore(at_once)

    def make(self, url: str, order: Order) -> BinaryIO:
        """Return the ordered file, open and no longer in any folder.

        Raises what `write_export` does; `Unavailable` when others' downloads take up all places for a minute.
        """
        with self._place():
            self._sweep()
            path = self.folder / f"{uuid4().hex}.{order.form.ending}"
            write_apart(url, order, path)
            file = path.open("rb")
            path.unlink()
            return file

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=_PATIENCE_SECONDS):
            raise Unavailable(
                "มีผู้ดาวน์โหลดหลายรายพร้อมกัน กรุณาลองใหม่ในอีกสักครู่",
                "Many downloads are being made at once. Try again in a moment.",
            )
        try:
            yield
        finally:
            self._places.release()

    def _sweep(self) -> None:
        """Make the folder, and clear it of what a killed process left."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in self.folder.iterdir():
            with suppress(OSError):
                if left.stat().st_mtime < time.time() - _LEFT_BEHIND_SECONDS:
                    rmtree(left) if left.is_dir() else left.unlink()
