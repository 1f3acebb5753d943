"""Signing in and out, the first password, and the language."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from geo.errors import EplanError, NotFound
from layers.accounts import passwords
from webmap.accounts.session import begin_session, end_session
from webmap.context import LANGUAGE_COOKIE, LANGUAGES, account_id, database, language

bp = Blueprint("accounts", __name__)
A_YEAR = 365 * 24 * 3600


@bp.get("/login")
def login() -> ResponseReturnValue:
    """Show the sign-in form; somebody signed in already goes on."""
    if account_id():
        return redirect(local_path(request.args.get("next")))
    return render_template("accounts/login.html", onward=local_path(request.args.get("next")))


@bp.post("/login")
def sign_in() -> ResponseReturnValue:
    """Sign a person in and go on to where they were."""
    onward = local_path(request.form.get("next"))
    account = passwords.account_with(
        database(), request.form.get("username", ""), request.form.get("password", "")
    )
    if account is None:
        name = request.form.get("username", "")[:64]
        return render_template("accounts/login.html", onward=onward, username=name, failed=True), 401
    begin_session(account)
    return redirect(onward)


@bp.post("/logout")
def logout() -> ResponseReturnValue:
    """Sign out and show the public map."""
    end_session()
    return redirect(url_for("map.home"))


@bp.get("/activate/<token>")
def activation(token: str) -> ResponseReturnValue:
    """Ask for the first password of an account."""
    return render_template("accounts/activate.html", token=token)


@bp.post("/activate/<token>")
def activate(token: str) -> ResponseReturnValue:
    """Set the first password with a one-time link, and sign in."""
    try:
        account = passwords.activate(
            database(), token, request.form.get("password", ""), request.form.get("again", "")
        )
    except NotFound:
        raise
    except EplanError as error:
        said = error.in_language(language())
        return render_template("accounts/activate.html", token=token, refusal=said), 400
    begin_session(account)
    flash(gettext("ตั้งรหัสผ่านแล้ว ครั้งต่อไปเข้าสู่ระบบด้วยชื่อผู้ใช้และรหัสผ่านนี้"))
    return redirect(url_for("map.home"))


@bp.get("/language/<code>")
def choose_language(code: str) -> ResponseReturnValue:
    """Remember the language and go back."""
    if code not in LANGUAGES:
        abort(404)
    response = redirect(local_path(request.args.get("next")))
    response.set_cookie(LANGUAGE_COOKIE, code, max_age=A_YEAR, samesite="Lax", httponly=True)
    return response


def local_path(path: str | None) -> str:
    """Return the path when it is one of ours, else the home page: nobody is sent to another host."""
    home = url_for("map.home")
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")) or "\\" in path:
        return home
    if any(ord(letter) < 32 for letter in path):
        return home
    parts = urlsplit(path)
    return home if parts.scheme or parts.netloc else path
