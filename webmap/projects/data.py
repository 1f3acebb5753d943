"""Projects as JSON: money as exact decimal text, days as ISO 8601, fiscal years in the Buddhist era."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from shapely.geometry import mapping

from geo.thai.dates import to_be
from layers.projects.listing import Listed
from layers.projects.page import ProjectPage
from layers.projects.place import KnownPlace

PUBLIC = (
    "id", "reference", "title", "fiscal_year", "stage", "published", "located", "is_demo",
    "category", "programme", "source", "approved", "contracted", "paid", "remaining", "in_area",
    "lon", "lat", "phase", "grade", "drift_m", "drift_over", "drift_settled",
    "authority_code", "authority_th", "authority_en", "province_code",
    "province_th", "province_en", "amphoe_code", "amphoe_th", "amphoe_en", "tambon_code",
    "tambon_th", "tambon_en", "no_place_reason", "finished_on", "stopped_on", "updated_at",
)  # fmt: skip


PUBLIC_OF_PLACE = (
    "id", "phase", "lat", "lon", "method", "accuracy_m", "precision_m", "crs", "operation", "repairs",
    "grade", "grade_reasons", "error_m", "role",
)  # fmt: skip
PRIVATE_OF_PLACE = ("text_entered", "evidence", "note", "restores", "superseded_at")


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
        "drift_threshold_m": page.passport.threshold_m,
        "drifts": [
            {"earlier": each.earlier, "later": each.later, "metres": each.metres}
            for each in page.passport.drifts
        ],
        "places": {
            phase: place_data(place, page.project["own"]) for phase, place in page.passport.places.items()
        },
    }
    if page.project["own"]:
        data |= {
            "note": page.project["note"],
            "stop_reason": page.project["stop_reason"],
            "version": page.project["version"],
            "money_events": [asdict(event) for event in page.events],
            "place": place_data(page.passport.place) if page.passport.place else None,
            "place_history": [place_data(place) for place in page.passport.history],
            "drift_settlements": [asdict(each) for each in page.passport.settlements],
        }
    return {name: _plain(value) for name, value in data.items()}


def place_data(place: KnownPlace, own: bool = True) -> dict[str, Any]:
    """Return a place, its shape as GeoJSON; who recorded it and what was written only for its `own` seats."""
    data = {name: getattr(place, name) for name in PUBLIC_OF_PLACE}
    data |= {"geometry": mapping(place.geometry), "recorded_at": place.at}
    if own:
        data |= {name: getattr(place, name) for name in PRIVATE_OF_PLACE} | {"recorded_by": place.by}
    return data


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
