"""Alive, able to serve, and figures for Prometheus."""

import psycopg
from flask import Blueprint, Response, current_app
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from geo.errors import Unavailable
from webmap.context import database
from webmap.health.metrics import EXTENSION

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> Response:
    """Say that the process answers."""
    return _plain("ok\n")


@bp.get("/readyz")
def readyz() -> Response:
    """Say that the database answers and is migrated; otherwise the failure is a 503."""
    try:
        database().rows("SELECT FROM layer_version LIMIT 1")
    except psycopg.errors.UndefinedTable as error:
        raise Unavailable(
            "ฐานข้อมูลยังไม่มีตารางของระบบ สั่ง eplan migrate ก่อน",
            "The database does not have the program's tables yet; run eplan migrate first.",
        ) from error
    return _plain("ok\n")


@bp.get("/metrics")
def metrics() -> Response:
    """Answer with this process's figures in Prometheus's text format."""
    return Response(generate_latest(current_app.extensions[EXTENSION]), content_type=CONTENT_TYPE_LATEST)


def _plain(text: str) -> Response:
    response = Response(text, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
