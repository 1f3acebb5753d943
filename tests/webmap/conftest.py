"""The portal on a test's own database, and a client of it."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.database import Database
from geo.settings import Settings
from tests.layers.pin_world import PASSWORD
from webmap.app import create_app


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    """The portal; forms need no token, which `test_app` tests by itself."""
    app = create_app(Settings(home=tmp_path, secret_key="a key for tests only"), db)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has signed in with."""
    return app.test_client()


def sign_in(client: FlaskClient, account: int) -> FlaskClient:
    """Sign one of `pin_world`'s accounts in."""
    answer = client.post("/login", data={"username": f"u{account}", "password": PASSWORD})
    assert answer.status_code == 302, answer.text
    return client
