"""What an operator sets is taken, or refused by name without showing it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geo.errors import Refused
from geo.settings import Settings, kept_secret, make_home


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EPLAN_PORT", "secret"),
        ("EPLAN_SECRET_KEY", "secret"),
        ("EPLAN_DATABASE_URL", "secret"),
        ("EPLAN_DATABASE_URL", "mysql://secret@host/x"),
        ("EPLAN_OWNER_DATABASE_URL", "postgresql://a:secret@host:port/x"),
    ],
)
def test_a_setting_that_will_not_do_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Refused, match=name) as refusal:
        Settings()
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://",
        "postgresql:///eplan?host=/run/pg",
        "postgresql://a:b%40c@db.example:5432/eplan?sslmode=require",
        "postgresql://a@[::1]:5432/eplan",
    ],
)
def test_both_spellings_of_a_postgresql_address_are_one(url: str) -> None:
    assert Settings(database_url=url).database_url == url
    assert Settings(database_url=url.replace("postgresql:", "postgres:")).database_url == url


def test_a_home_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="EPLAN_HOME"):
        make_home(Settings(home=tmp_path / "file"))
    with pytest.raises(Refused, match="EPLAN_HOME"):
        make_home(Settings(home=tmp_path / "file" / "home"))


def test_a_secret_is_one_for_all_who_ask_and_for_its_owner_only(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(kept_secret, [tmp_path / "key"] * 64))
    assert found == {kept_secret(tmp_path / "key")}
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_secret_that_a_kill_left_empty_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "key").touch()
    made = kept_secret(tmp_path / "key")
    assert len(made) >= 32
    assert kept_secret(tmp_path / "key") == made
