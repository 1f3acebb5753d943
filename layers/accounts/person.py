"""Who is signed in: an account with the seats that it holds today."""

from dataclasses import dataclass

from geo.database import Database
from geo.sql import statement
from layers.accounts.passwords import token_hash


@dataclass(frozen=True)
class Seat:
    """A post: a role, for one authority or one area, or for neither."""

    role: str
    authority_id: int | None = None
    authority: str | None = None
    authority_en: str | None = None
    authority_code: str | None = None
    authority_type: str | None = None
    area_code: str | None = None
    area: str | None = None
    area_en: str | None = None


@dataclass(frozen=True)
class Person:
    """An account that may sign in. `session_epoch` changes when all its sessions are to end."""

    id: int
    username: str
    display_name: str
    session_epoch: int
    is_demo: bool
    seats: tuple[Seat, ...]

    def holds(self, *roles: str) -> tuple[Seat, ...]:
        """Return the seats with one of the roles."""
        return tuple(seat for seat in self.seats if seat.role in roles)


def person(database: Database, account: int, session: str | None = None) -> Person | None:
    """Return the active account with its seats; None when there is none, or when its `session` is over."""
    values = {"session": None if session is None else token_hash(session)}
    rows = database.rows(statement(__package__, "person"), values, account=account)
    if not rows:
        return None
    row = rows[0]
    return Person(**{**row, "seats": tuple(Seat(**seat) for seat in row["seats"])})
