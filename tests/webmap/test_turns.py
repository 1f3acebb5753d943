"""Few wait for their turn at dear work: whoever waits keeps a thread of the portal busy."""

from threading import Event, Thread

import pytest

from geo.errors import Unavailable
from geo.settings import Settings
from webmap import server
from webmap.turns import Turns

BUSY = ("มีผู้รออยู่มาก", "many are waiting")


def test_the_one_in_line_has_its_turn_and_others_are_told_at_once() -> None:
    turns, done = Turns(1, 1, 60, BUSY), Event()

    def wait() -> None:
        with turns.taken():
            done.set()

    waiting = Thread(target=wait)
    with turns.taken():
        waiting.start()
        while turns._line._value:
            waiting.join(0.01)
        with pytest.raises(Unavailable, match="waiting"), turns.taken():
            pytest.fail("there was no turn to be had")
        assert not done.is_set()
    waiting.join()
    assert done.is_set()


def test_a_turn_that_is_long_in_coming_is_given_up() -> None:
    turns = Turns(1, 1, 0.01, BUSY)
    with turns.taken(), pytest.raises(Unavailable, match="waiting"), turns.taken():
        pytest.fail("there was no turn to be had")
    with turns.taken():
        pass


def test_work_that_fails_gives_its_turn_back() -> None:
    turns = Turns(1, 0, 0, BUSY)
    with pytest.raises(ValueError, match="damaged"), turns.taken():
        raise ValueError("damaged")
    with turns.taken():
        pass


def test_dear_work_takes_no_thread_from_pages_and_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, int] = {}

    class Server:
        def __init__(self, _app: str, **options: int) -> None:
            asked.update(options)

        def serve(self, **_options: object) -> None:
            pass

    monkeypatch.setattr(server, "Granian", Server)
    monkeypatch.setenv("EPLAN_HOST", "127.0.0.1")
    monkeypatch.setenv("EPLAN_PORT", "8000")
    server.serve_portal(Settings(threads=6))
    assert len(server.DEAR) == 3
    assert asked["blocking_threads"] - sum(turns.threads for turns in server.DEAR) == 6
