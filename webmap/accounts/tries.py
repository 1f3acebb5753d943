"""Counts of tries in the database: the same for all processes of the portal."""

from typing import Any

from limits.storage import Storage

from geo.database import PUBLIC, Database
from geo.errors import Unavailable
from layers.accounts.passwords import token_hash

SCHEME = "eplan-database"


class DatabaseCounts(Storage):
    """A storage of the `limits` library, for windows that open with the first try; keys are hashed."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012  as the library declares it

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions)
        self._database: Database = options["database"]

    @property
    def base_exceptions(self) -> type[Exception]:
        """What is raised where the counts cannot be had."""
        return Unavailable

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count tries and return how many there have been in the window, which lasts `expiry` seconds."""
        with self._database.acting(PUBLIC) as connection:
            row = connection.execute(
                "SELECT count_try(%s, %s, %s) AS tries", [token_hash(key), expiry, amount]
            ).fetchone()
        return int(row["tries"]) if row else amount

    def get(self, key: str) -> int:
        """Return how many tries there have been in the window that is open."""
        rows = self._database.rows("SELECT tries FROM tries_of(%s)", [token_hash(key)])
        return int(rows[0]["tries"]) if rows else 0

    def get_expiry(self, key: str) -> float:
        """Return when the window closes, in seconds since 1970; now, where none is open."""
        question = (
            "SELECT extract(epoch FROM coalesce((SELECT ends_at FROM tries_of(%s)), now()))::float AS ends"
        )
        return float(self._database.rows(question, [token_hash(key)])[0]["ends"])

    def check(self) -> bool:
        """Whether the counts can be had."""
        try:
            return bool(self._database.rows("SELECT 1 AS one"))
        except Unavailable:
            return False

    def reset(self) -> int | None:
        """Forget nothing: the portal may not wipe what others have counted."""
        return None

    def clear(self, key: str) -> None:
        """Forget the tries of one key."""
        with self._database.acting(PUBLIC) as connection:
            connection.execute("SELECT forget_tries(%s)", [token_hash(key)])
