"""Writing the demonstration, in one transaction, by the same rules as everything else."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import shapely
from psycopg import Connection
from psycopg.types.json import Jsonb
from shapely.geometry.base import BaseGeometry

from etl.demo.authorities import SOURCE, DemoAuthority
from etl.demo.project import DemoProject
from geo.database import Row
from geo.sql import statement


def write_authorities(connection: Connection[Row], authorities: list[DemoAuthority]) -> dict[str, int]:
    """Add the authorities; return their ids by code."""
    rows = [
        {
            "code": authority.code,
            "type": authority.type,
            "amphoe_code": authority.amphoe_code,
            "name_th": authority.name_th,
            "name_en": authority.name_en,
            "supervising_level": authority.supervising_level,
            "office": _ewkb(authority.office),
            "boundary": _ewkb(authority.boundary) if authority.boundary else None,
        }
        for authority in authorities
    ]
    values = {"rows": Jsonb(rows), "source": SOURCE}
    added = connection.execute(statement(__package__, "write_authorities"), values).fetchall()
    return {row["code"]: row["id"] for row in added}


def write_projects(connection: Connection[Row], projects: list[DemoProject], owners: dict[str, int]) -> None:
    """Add the projects with their money and places; `owners` are the authorities' ids by code."""
    ids = _ids(connection, len(projects))
    known = [(i, owners[p.authority.code], p) for i, p in zip(ids, projects, strict=True)]
    _add(connection, "write_projects", (_project(*entry) for entry in known))
    _add(connection, "write_events", (row for entry in known for row in _events(*entry)))
    _add(connection, "write_locations", (row for entry in known for row in _locations(*entry)))
    for number, owner, project in known:
        if project.drift_reason:
            connection.execute(_SETTLE, [number, owner, project.drift_reason])


_SETTLE = "INSERT INTO drift_settlement (project_id, authority_id, reason) VALUES (%s, %s, %s)"


def _add(connection: Connection[Row], name: str, rows: Iterable[dict[str, Any]]) -> None:
    connection.execute(statement(__package__, name), {"rows": Jsonb(list(rows))})


def _ids(connection: Connection[Row], count: int) -> list[int]:
    rows = connection.execute(
        "SELECT nextval('project_id_seq') AS id FROM generate_series(1, %s)", [count]
    ).fetchall()
    return [row["id"] for row in rows]


def _project(number: int, owner: int, project: DemoProject) -> dict[str, Any]:
    kind, story = project.work.kind, project.story
    return {
        "id": number,
        "authority_id": owner,
        "fiscal_year": project.fiscal_year,
        "source_key": f"demo-{project.reference}",
        "reference": project.reference,
        "title": project.work.title,
        "programme": kind.programme,
        "source": project.work.source,
        "category": kind.category,
        "needs_place": project.needs_place,
        "no_place_reason": kind.reason or None,
        "procurement": kind.procurement,
        "published": project.published,
        "finished_on": _day(story.finished_on),
        "stopped_on": _day(story.stopped_on),
        "stop_reason": story.stop_reason,
        "note": project.note,
    }


def _events(number: int, owner: int, project: DemoProject) -> Iterable[dict[str, Any]]:
    for event in project.story.events:
        yield {
            "project_id": number,
            "authority_id": owner,
            "kind": event.kind,
            "amount": str(event.amount),
            "occurred_on": _day(event.on),
            "document": event.document,
            "counterparty": event.counterparty,
            "note": event.note,
        }


def _locations(number: int, owner: int, project: DemoProject) -> Iterable[dict[str, Any]]:
    for location in project.locations:
        row = asdict(location) | {"geom": _ewkb(location.geom)}
        yield {"project_id": number, "authority_id": owner, **row}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _ewkb(geometry: BaseGeometry) -> str:
    return str(shapely.to_wkb(shapely.set_srid(geometry, 4326), hex=True, include_srid=True))
