"""The session of a signed-in person: named in a signed cookie, known to the database, ended there.

It ends by its age, by signing out, or with all others of the account when its epoch is raised.
"""

from flask import Flask, session
from flask_login import LoginManager, UserMixin, login_user, logout_user

from layers.accounts import sessions
from layers.accounts.person import Person, person
from webmap.context import database


class SignedIn(UserMixin):  # type: ignore[misc]
    """A person with a session, as flask-login wants one."""

    def __init__(self, who: Person, token: str) -> None:
        self.person = who
        self.id = who.id
        self._token = token

    def get_id(self) -> str:
        """Return what the cookie keeps: the account, the epoch in which it signed in, and its session."""
        return f"{self.person.id}:{self.person.session_epoch}:{self._token}"


def keep_sessions(app: Flask) -> None:
    """Know the signed-in person by the session's cookie."""
    manager = LoginManager(app)
    manager.session_protection = "basic"
    manager.user_loader(_signed_in)


def begin_session(account: int) -> None:
    """Sign an account in; an earlier session of the same browser is ended, and what it kept forgotten."""
    who = person(database(), account)
    if who is not None:
        end_session()
        session.permanent = True
        login_user(SignedIn(who, sessions.begin(database(), account)))


def end_session() -> None:
    """Sign out: the cookie is taken away, and dead wherever it was copied to."""
    account, _, token = _read(session.get("_user_id"))
    if token:
        sessions.end(database(), account, token)
    logout_user()
    session.clear()


def _signed_in(kept: str) -> SignedIn | None:
    account, epoch, token = _read(kept)
    if not token:
        return None
    who = person(database(), account, token)
    return SignedIn(who, token) if who is not None and who.session_epoch == epoch else None


def _read(kept: object) -> tuple[int, int, str]:
    """Return account, epoch and token of a cookie's word; no token where the word is none of ours."""
    parts = str(kept or "").split(":")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts[:2]):
        return 0, 0, ""
    return int(parts[0]), int(parts[1]), parts[2]
