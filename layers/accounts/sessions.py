"""Sign-ins that have not been ended: a row each, so that an ended one is dead wherever its cookie went."""

import secrets
from datetime import timedelta

from geo.database import Database
from layers.accounts.passwords import token_hash

LASTS = timedelta(days=7)
"""After which one signs in again, however often the cookie was renewed meanwhile."""


def begin(database: Database, account: int) -> str:
    """Record that an account has signed in, and return the token that its browser is to keep."""
    token = secrets.token_urlsafe(18)
    with database.acting(account) as connection:
        connection.execute("SELECT forget_old_sessions()")
        connection.execute(
            "INSERT INTO session (token_hash, account_id, ends_at) VALUES (%s, %s, now() + %s)",
            [token_hash(token), account, LASTS],
        )
    return token


def end(database: Database, account: int, token: str) -> None:
    """End a session of an account; one that has ended already is left at that."""
    with database.acting(account) as connection:
        connection.execute("DELETE FROM session WHERE token_hash = %s", [token_hash(token)])
