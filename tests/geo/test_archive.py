"""Everything in one file, and back."""

from pathlib import Path

import psycopg
import pytest
from psycopg.rows import DictRow

from geo.archive import backup, restore
from geo.errors import NotFound, Refused

Owner = psycopg.Connection[DictRow]


def test_what_was_written_after_a_backup_is_gone_after_its_restore(
    owner: Owner, database_url: str, tmp_path: Path
) -> None:
    owner.execute("INSERT INTO account (username, display_name) VALUES ('before', 'ก่อน')")
    size = backup(database_url, tmp_path / "all.eplan")
    owner.execute("INSERT INTO account (username, display_name) VALUES ('after', 'หลัง')")
    restore(database_url, tmp_path / "all.eplan")
    names = [row["username"] for row in owner.execute("SELECT username FROM account ORDER BY id")]
    assert names == ["system", "before"]
    assert size == (tmp_path / "all.eplan").stat().st_size
    assert (tmp_path / "all.eplan").stat().st_mode & 0o077 == 0


def test_a_file_that_is_no_backup_is_refused_and_changes_nothing(
    owner: Owner, database_url: str, tmp_path: Path
) -> None:
    (tmp_path / "other.bin").write_bytes(b"something else")
    with pytest.raises(Refused, match="eplan backup"):
        restore(database_url, tmp_path / "other.bin")
    with pytest.raises(NotFound):
        restore(database_url, tmp_path / "absent")
    assert owner.execute("SELECT count(*) AS n FROM account").fetchone() == {"n": 1}


def test_a_cut_backup_is_refused_and_the_database_stays_as_it_was(
    owner: Owner, database_url: str, tmp_path: Path
) -> None:
    size = backup(database_url, tmp_path / "all.eplan")
    whole = (tmp_path / "all.eplan").read_bytes()
    (tmp_path / "cut.eplan").write_bytes(whole[: size // 2])
    with pytest.raises(Refused, match="pg_restore"):
        restore(database_url, tmp_path / "cut.eplan")
    assert owner.execute("SELECT count(*) > 5 AS there FROM category").fetchone() == {"there": True}
