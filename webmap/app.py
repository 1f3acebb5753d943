"""The portal's app factory: everything is built here, nothing at import."""

import hashlib
import mimetypes
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_compress import Compress
from flask_wtf import CSRFProtect

from geo.database import Database
from geo.settings import Settings, secret_key
from webmap.accounts.limits import limit_tries
from webmap.accounts.session import keep_sessions
from webmap.context import EXTENSION, Portal, language
from webmap.errors import handle_errors
from webmap.frame import frame_pages
from webmap.health.metrics import count_requests
from webmap.security import harden

STATIC = Path(__file__).parent / "static"
FEATURES = (
    "map",
    "projects",
    "search",
    "accounts",
    "health",
    "downloads",
    "tiles",
    "exports",
    "pins",
    "spending",
)


def create_app(settings: Settings, database: Database) -> Flask:
    """Return the portal on an open database.

    Behind a proxy, wrap the result's `wsgi_app` in werkzeug's `ProxyFix` for as many proxies as there
    are: rate limits go by the client's address.
    """
    mimetypes.add_type("text/javascript", ".mjs")
    app = Flask("webmap", static_folder=str(STATIC), static_url_path=f"/static/{static_version(STATIC)}")
    app.config.update(configuration(settings))
    app.extensions[EXTENSION] = Portal(settings, database)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    count_requests(app, database)
    CSRFProtect(app)
    Compress(app)
    Babel(
        app,
        locale_selector=language,
        default_translation_directories=str(Path(__file__).parent / "translations"),
    )
    keep_sessions(app)
    handle_errors(app)
    harden(app, settings)
    frame_pages(app)
    for folder in FEATURES:
        if find_spec(f"webmap.{folder}") and find_spec(f"webmap.{folder}.views"):
            app.register_blueprint(import_module(f"webmap.{folder}.views").bp)
    limit_tries(app)
    return app


def configuration(settings: Settings) -> dict[str, object]:
    """Return Flask's configuration."""
    return {
        "SECRET_KEY": secret_key(settings),
        "SESSION_COOKIE_NAME": "eplan",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "SEND_FILE_MAX_AGE_DEFAULT": timedelta(days=365),
        "BABEL_DEFAULT_LOCALE": "th",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Bangkok",
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_ALGORITHM_STREAMING": ["br", "gzip"],
        "COMPRESS_MIMETYPES": [
            "text/html",
            "text/css",
            "text/javascript",
            "application/json",
            "application/problem+json",
            "image/svg+xml",
        ],
    }


def static_version(directory: Path) -> str:
    """Return a word that changes with any static file, so that browsers may keep them for a year."""
    digest = hashlib.sha256()
    for path in sorted(p for p in directory.rglob("*") if p.is_file()):
        digest.update(str(path.relative_to(directory)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
