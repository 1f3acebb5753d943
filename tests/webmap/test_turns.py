"""Few wait for their turn: whoever waits keeps a thread of the portal busy."""

from threading import BoundedSemaphore
from types import ModuleType

import pytest

from geo.errors import Unavailable
from webmap.locating import sending as tables
from webmap.photos import sending as pictures


@pytest.mark.parametrize(("module", "turn"), [(tables, "_place"), (pictures, "_turn")])
def test_where_enough_wait_others_are_told_at_once(
    module: ModuleType, turn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert module.AT_ONCE + module.IN_LINE <= 6
    monkeypatch.setattr(module, "_line", BoundedSemaphore(1))
    with getattr(module, turn)(), pytest.raises(Unavailable), getattr(module, turn)():
        pytest.fail("there was no turn to be had")
    with getattr(module, turn)():
        pass
