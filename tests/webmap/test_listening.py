"""Where the portal can listen is found out before anything is started."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.errors import Refused
from webmap.commands.up import serve


def refusal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, host: str, port: int) -> str:
    monkeypatch.setenv("EPLAN_HOME", str(tmp_path / "home"))
    result = CliRunner().invoke(serve, ["--host", host, "--port", str(port)])
    assert isinstance(result.exception, Refused)
    return result.exception.english


@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_a_taken_port_is_said_to_be_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, family: socket.AddressFamily, host: str
) -> None:
    with socket.socket(family) as other:
        try:
            other.bind((host, 0))
        except OSError:
            pytest.skip(f"this machine has no {host}")
        other.listen()
        assert "taken" in refusal(monkeypatch, tmp_path, host, other.getsockname()[1])


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1"])
def test_an_address_that_is_not_ours_is_not_called_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, host: str
) -> None:
    said = refusal(monkeypatch, tmp_path, host, 8000)
    assert "EPLAN_HOST" in said
    assert "taken" not in said
