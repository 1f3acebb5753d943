"""Making a file for one download: few at a time, in a folder of ours, and gone when it is sent."""

import time
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO
from uuid import uuid4

from layers.exports.apart import write_apart
from layers.exports.order import Order
from webmap.turns import Turns

TURNS = Turns(
    at_once=2,
    in_line=14,
    seconds=60,
    busy=(
        "มีผู้ดาวน์โหลดหลายรายพร้อมกัน กรุณาลองใหม่ในอีกสักครู่",
        "Many downloads are being made at once. Try again in a moment.",
    ),
)
"""Downloads being made, and others waiting."""
_LEFT_BEHIND_SECONDS = 3600


class Making:
    """Where downloads are made, and the turns at it."""

    def __init__(self, folder: Path, turns: Turns = TURNS) -> None:
        self.folder, self._turns = folder, turns

    def make(self, url: str, order: Order) -> BinaryIO:
        """Return the ordered file, open and no longer in any folder.

        Raises what `write_export` does; `Unavailable` when others' downloads take up all places for a minute,
        or too many wait already.
        """
        with self._turns.taken():
            self._sweep()
            path = self.folder / f"{uuid4().hex}.{order.form.ending}"
            write_apart(url, order, path)
            file = path.open("rb")
            path.unlink()
            return file

    def _sweep(self) -> None:
        """Make the folder, and clear it of what a killed process left."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in self.folder.iterdir():
            with suppress(OSError):
                if left.stat().st_mtime < time.time() - _LEFT_BEHIND_SECONDS:
                    rmtree(left) if left.is_dir() else left.unlink()
