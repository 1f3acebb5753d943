"""The small world of `tests.layers.pin_world` behind the portal, and visitors to it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from geo.database import Database
from geo.settings import Settings
from tests.layers.pin_world import (
    ENGINEER,
    FINANCE,
    PASSWORD,
    PLANNER,
    STRANGER,
    Owner,
    add_account,
    add_authority,
    cover,
    load_areas,
    square,
)
from webmap.app import create_app

CODE, OTHER_CODE = "6570101", "6570201"


def settle(owner: Owner) -> dict[str, int]:
    """Make a province with areas, two authorities and their officers; return the authorities by name."""
    load_areas(owner, "province", {"57": ("เชียงราย", square(99, 19, 1))})
    load_areas(
        owner,
        "amphoe",
        {"5701": ("เมือง", square(99, 19, 0.5)), "5702": ("เวียงชัย", square(99.5, 19, 0.5))},
    )
    load_areas(owner, "tambon", {"570101": ("เวียง", square(99, 19, 0.25))})
    ours = add_authority(owner, "ของเรา", CODE)
    theirs = add_authority(owner, "ของเขา", OTHER_CODE, "5702")
    cover(owner, ours, "5701")
    for account in (ENGINEER, PLANNER, FINANCE):
        add_account(owner, account, ours)
    add_account(owner, STRANGER, theirs)
    return {"ours": ours, "theirs": theirs}


def portal_on(database: Database, home: Path) -> Flask:
    """Return the portal on a database."""
    app = create_app(Settings(home=home, secret_key="ทดสอบ" * 8, database_url="postgresql://"), database)
    app.config["RATELIMIT_ENABLED"] = False
    return app


@dataclass
class Visitor:
    """Somebody with a browser; signed in where `account` is not 0."""

    client: FlaskClient
    token: str = ""

    def get(self, path: str, **words: Any) -> Any:
        """Open a page as a browser does."""
        return self.client.get(path, query_string=words, headers={"Accept": "text/html"})

    def data(self, path: str, **words: Any) -> Any:
        """Ask for data as a script does; returns the answer."""
        return self.client.get(path, query_string=words, headers={"Accept": "application/json"})

    def post(self, path: str, **fields: Any) -> Any:
        """Send JSON as a script does."""
        return self.client.post(path, json=fields, headers={"X-CSRFToken": self.token})

    def submit(self, path: str, **fields: Any) -> Any:
        """Send a form as a browser without scripts does."""
        return self.client.post(
            path, data={**fields, "csrf_token": self.token}, headers={"Accept": "text/html"}
        )


def visit(app: Flask, account: int = 0) -> Visitor:
    """Return a visitor, signed in through the form where an account is given."""
    visitor = Visitor(app.test_client())
    if account:
        visitor.token = _token(visitor.get("/login").text)
        answer = visitor.submit("/login", username=f"u{account}", password=PASSWORD, next="/")
        assert answer.status_code in (302, 303), answer.text
        visitor.token = _token(visitor.get("/pins").text)
    return visitor


def _token(page: str) -> str:
    found = re.search(r'name="csrf[-_]token" (?:content|value)="([^"]+)"', page)
    assert found, "the page has no token"
    return found[1]
