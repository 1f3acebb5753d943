"""The whole database in one file, and back again, by PostgreSQL's own pg_dump and pg_restore."""

import os
import subprocess
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from geo.cluster import programs
from geo.errors import NotFound, Refused

MAGIC = b"PGDMP"


def backup(url: str, path: Path) -> int:
    """Write everything to a file, readable by its owner only; return its size in bytes.

    The file appears whole or not at all. Raises `Refused` when PostgreSQL or the disk says no.
    """
    parts = path.with_name(path.name + ".part")
    try:
        descriptor = os.open(parts, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            _run(url, ["pg_dump", "--format=custom", "--no-owner"], file.fileno())
        parts.replace(path)
    except OSError as error:
        raise Refused(f"เขียนแฟ้ม {path} ไม่ได้: {error}", f"Cannot write {path}: {error}") from error
    finally:
        parts.unlink(missing_ok=True)
    return path.stat().st_size


def restore(url: str, path: Path) -> None:
    """Replace everything in the database by what a backup holds, in one transaction.

    Raises `NotFound` where there is no such file, `Refused` when it is no backup or does not fit;
    the database is then as it was.
    """
    if not path.is_file():
        raise NotFound(f"ไม่พบแฟ้ม {path}", f"There is no file {path}.")
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise Refused(
                f"แฟ้ม {path} ไม่ใช่แฟ้มสำรองของ eplan ให้ใช้แฟ้มที่ได้จาก eplan backup",
                f"{path} is not a backup of eplan; give a file made by `eplan backup`.",
            )
    options = ["--clean", "--if-exists", "--single-transaction", "--exit-on-error", "--no-owner"]
    name = conninfo_to_dict(url)["dbname"]
    _run(url, ["pg_restore", *options, f"--dbname={name}", str(path)], subprocess.DEVNULL)


def _run(url: str, command: list[str], output: int) -> None:
    """Run one of PostgreSQL's programs; the address goes by the environment, where `ps` does not show it."""
    words = {f"PG{name.upper()}": str(value) for name, value in conninfo_to_dict(url).items() if value}
    words["PGDATABASE"] = words.pop("PGDBNAME")
    program = [str(programs() / command[0]), *command[1:]]
    environment = os.environ | words
    done = subprocess.run(
        program, check=False, stdout=output, stderr=subprocess.PIPE, text=True, env=environment
    )
    if done.returncode:
        reason = " ".join(done.stderr.strip().splitlines()[:3])
        raise Refused(f"{command[0]} ไม่สำเร็จ: {reason}", f"{command[0]} failed: {reason}")
