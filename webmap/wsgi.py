"""The portal as a WSGI application, for granian or any other server: `webmap.wsgi:portal()`."""

from flask import Flask

from geo.cluster import portal_url
from geo.database import Database
from geo.settings import Settings
from webmap.app import create_app


def portal() -> Flask:
    """Make the application from the settings in the environment."""
    settings = Settings()
    return create_app(settings, Database(portal_url(settings), size=settings.threads + 2).open())
