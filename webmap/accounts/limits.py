"""How often a password or a link may be tried."""

from typing import Any

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from geo.database import Database
from webmap.accounts.tries import SCHEME

PER_ADDRESS = "20 per minute;200 per hour"
PER_NAME = "5 per minute;30 per hour"


def limit_tries(app: Flask, database: Database) -> None:
    """Bound the tries at signing in, by the client's address and by the name tried, over all processes."""
    options: Any = {"database": database}
    limiter = Limiter(get_remote_address, app=app, storage_uri=f"{SCHEME}://", storage_options=options)
    views: dict[str, Any] = app.view_functions
    for endpoint in ("accounts.sign_in", "accounts.activate"):
        views[endpoint] = limiter.limit(PER_ADDRESS)(views[endpoint])
    views["accounts.sign_in"] = limiter.limit(PER_NAME, key_func=name_tried)(views["accounts.sign_in"])


def name_tried() -> str:
    """Return the user name that a sign-in form tries."""
    return request.form.get("username", "").strip().lower()[:64]
