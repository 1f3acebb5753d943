"""What a request is answered with: the app's database and settings, who asks, and in which language."""

from dataclasses import dataclass
from typing import cast

from flask import current_app, has_request_context, request
from flask_login import current_user

from geo.database import PUBLIC, Database
from geo.errors import Forbidden
from geo.settings import Settings

LANGUAGES = ("th", "en")
LANGUAGE_COOKIE = "language"
EXTENSION = "eplan"


@dataclass(frozen=True)
class Portal:
    """What the app was made with."""

    settings: Settings
    database: Database


def portal() -> Portal:
    """Return what the app was made with."""
    return cast(Portal, current_app.extensions[EXTENSION])


def database() -> Database:
    """Return the app's database."""
    return portal().database


def account_id() -> int:
    """Return the id of the account that is signed in; 0 for the public."""
    return int(current_user.id) if current_user and current_user.is_authenticated else PUBLIC


def signed_in_account() -> int:
    """Return the id of the account that is signed in; raises `Forbidden` where there is none."""
    account = account_id()
    if account == PUBLIC:
        raise Forbidden(
            "หน้านี้สำหรับเจ้าหน้าที่ กรุณาเข้าสู่ระบบก่อน", "This page is for officers. Please sign in first."
        )
    return account


def language() -> str:
    """Return the asker's language: the one chosen, else English where a browser knows no Thai, else Thai."""
    if not has_request_context():
        return "th"
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else "th"
