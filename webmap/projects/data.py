"""Projects as JSON: money as exact decimal text, days as ISO 8601, fiscal years in the Buddhist era."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from geo.thai.dates import to_be
from layers.projects.listing import Listed
from layers.projects.page import ProjectPage

PUBLIC = (
    "id", "reference", "title", "fiscal_year", "stage", "published", "located", "is_demo",
    "category", "programme", "source", "approved", "contracted", "paid", "remaining", "in_area",
    "lon", "lat", "phase", "authority_code", "authority_th", "authority_en", "province_code",
    "province_th", "province_en", "amphoe_code", "amphoe_th", "amphoe_en", "tambon_code",
    "tambon_th", "tambon_en", "no_place_reason", "finished_on", "stopped_on", "updated_at",
)  # fmt: skip


def listed_data(project: Listed) -> dict[str, Any]:
    """Return a row of a list."""
    row = {**asdict(project), "fiscal_year": to_be(project.fiscal_year)}
    return {name: _plain(value) for name, value in row.items()}


def project_data(page: ProjectPage) -> dict[str, Any]:
    """Return one project; money events, place as entered and history where the asker may see them."""
    project = {name: page.project[name] for name in PUBLIC}
    data = {
        **project,
        "fiscal_year": to_be(project["fiscal_year"]),
        "waits_for": [asdict(wait) for wait in page.waits],
    }
    if page.project["own"]:
        data |= {
            "note": page.project["note"],
            "stop_reason": page.project["stop_reason"],
            "version": page.project["version"],
            "money_events": [asdict(event) for event in page.events],
            "place": asdict(page.place) if page.place else None,
        }
    return {name: _plain(value) for name, value in data.items()}


def _plain(value: Any) -> Any:
    """Return a value that JSON can write, and write exactly."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
