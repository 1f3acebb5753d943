"""The session of a signed-in person: kept in a signed cookie, ended by its age or by the account's epoch."""

from flask import Flask, session
from flask_login import LoginManager, UserMixin, login_user

from layers.accounts.person import Person, person
from webmap.context import database


class SignedIn(UserMixin):  # type: ignore[misc]
    """A person with a session, as flask-login wants one."""

    def __init__(self, who: Person) -> None:
        self.person = who
        self.id = who.id

    def get_id(self) -> str:
        """Return what the cookie keeps: the account and the epoch in which it signed in."""
        return f"{self.person.id}:{self.person.session_epoch}"


def keep_sessions(app: Flask) -> None:
    """Know the signed-in person by the session's cookie."""
    manager = LoginManager(app)
    manager.session_protection = "basic"
    manager.user_loader(_signed_in)


def begin_session(account: int) -> None:
    """Sign an account in; what an earlier session kept is forgotten."""
    who = person(database(), account)
    if who is not None:
        session.clear()
        session.permanent = True
        login_user(SignedIn(who))


def _signed_in(kept: str) -> SignedIn | None:
    account, _, epoch = kept.partition(":")
    if not (account.isdigit() and epoch.isdigit()):
        return None
    who = person(database(), int(account))
    return SignedIn(who) if who is not None and who.session_epoch == int(epoch) else None
