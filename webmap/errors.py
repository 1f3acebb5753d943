"""One table from failures to HTTP: problem+json (RFC 9457) for programs, a page for people."""

import json
import logging
from datetime import UTC, datetime

from flask import Flask, Response, current_app, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as AnyResponse

from geo.errors import BadRequest, Conflict, EplanError, Forbidden, NotFound, Refused, Unavailable
from webmap.context import account_id, language

STATUS: dict[type[EplanError], int] = {
    NotFound: 404,
    Conflict: 409,
    Refused: 409,
    BadRequest: 400,
    Forbidden: 403,
    Unavailable: 503,
}
TITLES: dict[int, tuple[str, str]] = {
    400: ("คำขอนี้ยังไม่ถูกรูปแบบ", "This request is not well formed"),
    403: ("ที่นั่งของคุณทำสิ่งนี้ไม่ได้", "Your seat may not do this"),
    404: ("ไม่พบสิ่งที่ขอ", "Not found"),
    405: ("ที่อยู่นี้ใช้แบบนี้ไม่ได้", "This address cannot be used this way"),
    409: ("ยังบันทึกไม่ได้", "Not saved"),
    413: ("ไฟล์ใหญ่เกินไป", "The file is too large"),
    429: ("ลองบ่อยเกินไป", "Too many tries"),
    500: ("ระบบขัดข้อง", "Something went wrong on our side"),
    503: ("ยังให้บริการไม่ได้ในขณะนี้", "Not available right now"),
}
DETAILS: dict[int, tuple[str, str]] = {
    404: (
        "ไม่มีหน้านี้ หรือที่อยู่พิมพ์ไม่ครบ ลองเริ่มจากแผนที่หรือช่องค้นหา",
        "There is no such page, or its address is incomplete. Start from the map or the search box.",
    ),
    405: (
        "หน้านี้มีอยู่ แต่ไม่รับคำสั่งแบบที่ส่งมา กลับไปหน้าก่อนแล้วลองอีกครั้ง",
        "The page exists but does not take this kind of request. Go back and try again.",
    ),
    413: (
        "ไฟล์หรือแบบฟอร์มที่ส่งมาใหญ่เกินกว่าที่ระบบรับได้ แบ่งเป็นส่วนเล็กลงแล้วส่งใหม่",
        "What you sent is larger than we can take. Split it and send it again.",
    ),
    429: (
        "มีการลองหลายครั้งในเวลาสั้น รอประมาณหนึ่งนาทีแล้วลองใหม่",
        "There were many tries in a short time. Wait about a minute and try again.",
    ),
    500: (
        "ข้อมูลของคุณไม่ได้ถูกเปลี่ยน ลองใหม่อีกครั้ง หากยังเป็นอยู่ แจ้งผู้ดูแลระบบพร้อมเวลาที่เกิด",
        "Nothing of yours was changed. Try again; if it goes on, tell the operator the time it happened.",
    ),
}
STALE_FORM = (
    "แบบฟอร์มนี้เปิดค้างไว้นานหรือมีการเข้าสู่ระบบใหม่ จึงยังไม่ได้บันทึก กลับไปหน้าก่อน โหลดหน้าใหม่ แล้วส่งอีกครั้ง",
    "The form was open for long, or somebody signed in since: not saved. Go back, reload, send it again.",
)
_DATA = (".json", ".mvt", ".pbf", ".png", ".geojson")
_FILES = (*_DATA, ".csv", ".gpkg", ".zip", ".xlsx", ".html", ".fgb", ".parquet", ".kml", ".gml")

SECONDS_TO_RETRY = 15

log = logging.getLogger("eplan.portal")


def handle_errors(app: Flask) -> None:
    """Answer every failure of the app in the asker's language and form."""
    app.register_error_handler(EplanError, _refuse)
    app.register_error_handler(CSRFError, lambda error: _answer(400, STALE_FORM))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def status_of(error: EplanError) -> int:
    """Return the HTTP status that an error is answered with."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def _refuse(error: EplanError) -> AnyResponse:
    if isinstance(error, Forbidden) and account_id() == 0 and request.method == "GET" and not wants_problem():
        return redirect(url_for("accounts.login", next=request.full_path.rstrip("?")))
    answer = _answer(status_of(error), (error.thai, error.english))
    if isinstance(error, Unavailable):
        answer.headers["Retry-After"] = str(SECONDS_TO_RETRY)
    return answer


def _http(error: HTTPException) -> AnyResponse:
    if error.code is None or error.code < 400:
        return error.get_response()
    described = str(error.description or "")
    response = _answer(error.code, DETAILS.get(error.code, (described, described)))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _unforeseen(error: Exception) -> AnyResponse:
    log.exception("unforeseen failure at %s %s", request.method, request.path, exc_info=error)
    return _answer(InternalServerError.code, DETAILS[500])


def _answer(status: int, texts: tuple[str, str]) -> Response:
    title = _pick(TITLES.get(status, (f"สถานะ {status}", f"Status {status}")))
    detail = _pick(texts)
    if wants_problem():
        return _problem(status, title, detail)
    return Response(_page(status, title, detail), status)


def _page(status: int, title: str, detail: str) -> str:
    """Return the page of a failure; of one of our own, a page that asks nothing of the database."""
    if status < 500:
        return render_template("error.html", status=status, title=title, detail=detail)
    template = current_app.jinja_env.get_template("bare.html")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return template.render(status=status, title=title, detail=detail, language=language(), at=at)


def _problem(status: int, title: str, detail: str) -> Response:
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.path,
    }
    told = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")  # JSON may hold half letters
    response = Response(told, status, content_type="application/problem+json")
    response.headers["Content-Language"] = language()
    return response


def wants_problem() -> bool:
    """Whether the asker is a program: by the address's ending, or by what it accepts."""
    path, accepted = request.path.lower(), request.accept_mimetypes
    if path.endswith(_DATA) or request.is_json:
        return True
    says_html = any(kind in ("text/html", "application/xhtml+xml") for kind, _ in accepted)
    says_json = any(kind.endswith("json") for kind, _ in accepted)
    return not says_html and (says_json or path.endswith(_FILES))


def _pick(texts: tuple[str, str]) -> str:
    return texts[1] if language() == "en" else texts[0]
