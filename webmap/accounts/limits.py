"""How often a password or a link may be tried."""

from typing import Any

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

PER_ADDRESS = "20 per minute;200 per hour"
PER_NAME = "5 per minute;30 per hour"


def limit_tries(app: Flask) -> None:
    """Bound the tries at signing in, by the client's address and by the name tried.

    Counted in the memory of one process: with n processes the limits are n times as wide.
    """
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
    views: dict[str, Any] = app.view_functions
    for endpoint in ("accounts.sign_in", "accounts.activate"):
        views[endpoint] = limiter.limit(PER_ADDRESS)(views[endpoint])
    views["accounts.sign_in"] = limiter.limit(PER_NAME, key_func=name_tried)(views["accounts.sign_in"])


def name_tried() -> str:
    """Return the user name that a sign-in form tries."""
    return request.form.get("username", "").strip().lower()[:64]
