"""Alive, able to serve, and figures for Prometheus."""

from flask import Blueprint, Response

from webmap.context import database

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> Response:
    """Say that the process answers."""
    return Response("ok\n", content_type="text/plain")


@bp.get("/readyz")
def readyz() -> Response:
    """Say that the database answers and is migrated; otherwise the failure is a 503."""
    database().rows("SELECT 1 FROM layer_version LIMIT 1")
    return Response("ok\n", content_type="text/plain")
