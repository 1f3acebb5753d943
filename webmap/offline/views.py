"""The worker's script, the page that says that there is no network, and whose session a page has."""

import json
from pathlib import Path
from typing import cast

from flask import Blueprint, Flask, Response, current_app, g, jsonify, render_template, request
from flask.blueprints import BlueprintSetupState
from flask_wtf.csrf import generate_csrf

from webmap.context import account_id, portal
from webmap.offline.files import FIRST, PINNING, files_of

bp = Blueprint("offline", __name__)
WORKER = "eplan.worker"
SCRIPT = "js/offline/worker.js"
NO_WORKER = "js/offline/no_worker.js"


@bp.record_once
def _prepare(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    app.extensions[WORKER] = worker_script(Path(app.static_folder or ""), app.static_url_path or "")
    app.after_request(_tell_whose)


@bp.get("/sw.js")
def worker() -> Response:
    """Answer with this build's service worker; where the operator wants none, with one that undoes it."""
    answer = Response(current_app.extensions[WORKER] if portal().settings.offline else _without())
    answer.content_type = "text/javascript; charset=utf-8"
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Service-Worker-Allowed"] = "/"
    answer.add_etag()
    return answer.make_conditional(request)  # type: ignore[return-value]


@bp.get("/offline")
def fallback() -> str:
    """Show what a browser shows that has no network and has not kept the page: the same to everybody."""
    return render_template("offline/page.html")


@bp.get("/session.json")
def session_now() -> Response:
    """Answer with the account that is signed in, 0 for none, and the token for its forms."""
    answer = jsonify(account=account_id(), token=generate_csrf())
    answer.headers["Cache-Control"] = "no-store"
    return answer


def worker_script(root: Path, address: str) -> str:
    """Return the worker's script; the static files are in `root` and served at `address`."""
    built = {
        "version": address.rpartition("/")[2],
        "first": [f"{address}/{name}" for name in files_of(root, FIRST)],
        "files": [f"{address}/{name}" for name in files_of(root, FIRST + PINNING)],
    }
    return f"const BUILT = {json.dumps(built)};\n{(root / SCRIPT).read_text('utf-8')}"


def _without() -> str:
    return (Path(current_app.static_folder or "") / NO_WORKER).read_text("utf-8")


def _tell_whose(response: Response) -> Response:
    """Say whose page it is, where that was found out in making it, and of which build its addresses are."""
    user = getattr(g, "_login_user", None)
    if response.mimetype == "text/html" and user is not None:
        response.headers["X-Account"] = str(account_id())
        response.headers["X-Built"] = (current_app.static_url_path or "").rpartition("/")[2]
    return response
