"""A small world to pin and spend in: square areas, authorities, seats and projects, made as the owner."""

from decimal import Decimal
from functools import cache
from typing import Any

import psycopg
from argon2 import PasswordHasher
from psycopg.rows import DictRow

from layers.areas.shape import SHAPE_ZOOMS

Owner = psycopg.Connection[DictRow]
PASSWORD = "ทดสอบ-รหัสผ่าน-57"
ADMIN, ENGINEER, PLANNER, FINANCE, STRANGER = 1, 101, 102, 103, 104
WORDS = {ENGINEER: "engineering", PLANNER: "planning", FINANCE: "finance", STRANGER: "engineering"}


@cache
def _hash() -> str:
    """Return a hash that costs next to nothing to check: the costs of one are kept in it."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def only(row: Any) -> Any:
    """Return the first value of a row."""
    return next(iter(row.values()))


def square(west: float, south: float, size: float) -> str:
    """Return a square of some degrees as EWKT, by its south-western corner."""
    east, north = west + size, south + size
    ring = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
    return f"SRID=4326;MULTIPOLYGON((({ring})))"


def load_areas(owner: Owner, level: str, areas: dict[str, tuple[str, str]]) -> None:
    """Make areas of a level, by code a name and a shape, the current edition."""
    edition = only(
        owner.execute(
            "INSERT INTO area_edition (level, name, source, licence, valid_from) "
            "VALUES (%s, 'ทดสอบ', 'กรมทดสอบ', 'CC0', '2022-01-19') RETURNING id",
            [level],
        ).fetchone()
    )
    for code, (name, shape) in areas.items():
        owner.execute(
            "INSERT INTO area (edition_id, level, code, name_th, name_en, geom) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [edition, level, code, name, f"Area {code}", shape],
        )
    owner.execute("SELECT cut_pieces(%s)", [edition])
    owner.execute(
        "INSERT INTO area_shape (area_id, level, code, zoom, geom) "
        "SELECT a.id, a.level, a.code, z.zoom, ST_Transform(a.geom, 3857) "
        "FROM area AS a CROSS JOIN unnest(%s::int[]) AS z (zoom) WHERE a.edition_id = %s",
        [list(SHAPE_ZOOMS), edition],
    )
    owner.execute("SELECT make_current(%s)", [edition])


def add_authority(owner: Owner, name: str, code: str | None = None, amphoe: str = "5701") -> int:
    """Add an อบต. with its office in an amphoe."""
    authority = only(
        owner.execute(
            "INSERT INTO authority (type, name_th, name_en, province_code, amphoe_code, supervising_level) "
            "VALUES ('sao', %s, %s, %s, %s, 'amphoe') RETURNING id",
            [name, f"{name} in English", amphoe[:2], amphoe],
        ).fetchone()
    )
    if code:
        owner.execute("INSERT INTO authority_code (authority_id, code) VALUES (%s, %s)", [authority, code])
    return int(authority)


def cover(owner: Owner, authority: int, *codes: str) -> None:
    """Have an authority cover whole areas."""
    for code in codes:
        owner.execute(
            "INSERT INTO authority_coverage (authority_id, area_code, extent, source) "
            "VALUES (%s, %s, 'whole', 'ทดสอบ')",
            [authority, code],
        )


def add_account(owner: Owner, account: int, authority: int) -> None:
    """Add one of the accounts above with its seat; its name is `คุณ` and its role."""
    role = WORDS[account]
    owner.execute(
        "INSERT INTO account (id, username, display_name, password_hash) VALUES (%s, %s, %s, %s)",
        [account, f"u{account}", f"คุณ{role}", _hash()],
    )
    owner.execute(
        "INSERT INTO seat (account_id, role, authority_id) VALUES (%s, %s, %s)", [account, role, authority]
    )


def add_project(owner: Owner, authority: int, title: str = "ถนน", **more: Any) -> int:
    """Add a project; `more` are columns of it, and `approved` the money approved for it."""
    approved = more.pop("approved", None)
    columns = {"authority_id": authority, "fiscal_year": 2025, "title": title, **more}
    names, slots = ", ".join(columns), ", ".join(f"%({name})s" for name in columns)
    project = only(
        owner.execute(
            f"INSERT INTO project ({names}) VALUES ({slots}) RETURNING id",  # noqa: S608 names of ours
            columns,
        ).fetchone()
    )
    if approved is not None:
        book(owner, project, "approval", Decimal(approved))
    return int(project)


def book(owner: Owner, project: int, kind: str, amount: Decimal) -> None:
    """Record money of a project."""
    owner.execute(
        "INSERT INTO money_event (project_id, authority_id, kind, amount, occurred_on) "
        "SELECT id, authority_id, %s, %s, '2025-01-01' FROM project WHERE id = %s",
        [kind, amount, project],
    )


def put(owner: Owner, project: int, lon: float = 99.1, lat: float = 19.1) -> int:
    """Record a place of a project, and return the location's id."""
    return int(
        only(
            owner.execute(
                "INSERT INTO location (project_id, authority_id, geom, method) "
                "SELECT id, authority_id, ST_SetSRID(ST_MakePoint(%s, %s), 4326), 'map' "
                "FROM project WHERE id = %s RETURNING id",
                [lon, lat, project],
            ).fetchone()
        )
    )


def points(owner: Owner, project: int) -> list[tuple[float, float]]:
    """Return the point (latitude, longitude) by which maps show a project: one, or none."""
    rows = owner.execute(
        "SELECT ST_Y(point) AS lat, ST_X(point) AS lon FROM project_fact "
        "WHERE project_id = %s AND point IS NOT NULL",
        [project],
    ).fetchall()
    return [(row["lat"], row["lon"]) for row in rows]
