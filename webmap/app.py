"""The portal's app factory: everything is built here, nothing at import."""

import hashlib
import mimetypes
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_compress import Compress
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from geo.database import Database
from geo.settings import Settings, secret_key
from webmap.accounts import views as accounts
from webmap.accounts.limits import limit_tries
from webmap.accounts.session import keep_sessions
from webmap.checks import views as checks
from webmap.context import EXTENSION, Portal, language
from webmap.downloads import views as downloads
from webmap.errors import handle_errors
from webmap.exports import views as exports
from webmap.followed import follow_links
from webmap.frame import frame_pages
from webmap.health import views as health
from webmap.health.metrics import count_requests
from webmap.locating import views as locating
from webmap.map import views as home
from webmap.offline import views as offline
from webmap.photos import views as photos
from webmap.photos.admitting import admit_photos
from webmap.pins import views as pins
from webmap.projects import views as projects
from webmap.search import views as search
from webmap.security import harden
from webmap.spending import views as spending
from webmap.tiles import views as tiles

STATIC = Path(__file__).parent / "static"
FEATURES = (
    home,
    projects,
    search,
    accounts,
    health,
    downloads,
    tiles,
    exports,
    pins,
    photos,
    spending,
    checks,
    offline,
    locating,
)


def create_app(settings: Settings, database: Database) -> Flask:
    """Return the portal on an open database.

    Where the operator says that proxies stand before it, their word is taken on the client's address, by
    which tries are limited, and on the host and HTTPS, without which the session's cookie is not sent.
    """
    mimetypes.add_type("text/javascript", ".mjs")
    app = Flask("webmap", static_folder=str(STATIC), static_url_path=f"/static/{static_version(STATIC)}")
    app.config.update(configuration(settings))
    app.extensions[EXTENSION] = Portal(settings, database)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    count_requests(app, database)
    admit_photos(app)
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
    follow_links(app)
    for feature in FEATURES:
        app.register_blueprint(feature.bp)
    limit_tries(app, database)
    if proxies := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies, proxies)  # type: ignore[method-assign]
    return app


def configuration(settings: Settings) -> dict[str, object]:
    """Return Flask's configuration."""
    return {
        "SECRET_KEY": secret_key(settings),
        "SESSION_COOKIE_NAME": "eplan",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.trusted_proxies > 0,
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
