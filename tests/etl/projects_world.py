"""A small world to load projects into: two square districts, four authorities, and seats at one of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import psycopg
from psycopg import Connection
from psycopg.rows import dict_row

from etl.projects.load import Wishes, load_projects
from etl.projects.opening import Manner
from etl.projects.report import ProjectsReport
from geo.database import Database
from tests.databases import a_database
from tests.layers.pin_world import add_authority, load_areas, only, square

OURS, THEIRS = "6570101", "6570201"
SYSTEM, ENGINEER, PLANNER, BOTH, STRANGER = 1, 101, 102, 103, 104
YEAR = 2025
_SEATS = {ENGINEER: ("engineering",), PLANNER: ("planning",), BOTH: ("planning", "finance"), STRANGER: ()}
_TABLES = (
    *("project", "money_event", "location", "project_fact"),
    *("project_cell", "spending", "region_version", "audit_log"),
)

Owner = Connection[dict[str, Any]]


@dataclass(frozen=True)
class World:
    """A database with areas, authorities and seats; `authorities` are ids by code."""

    url: str = field(repr=False)
    database: Database = field(repr=False)
    owner: Owner = field(repr=False)
    authorities: dict[str, int]

    def load(
        self, path: Path, *, account: int = SYSTEM, manner: Mapping[str, Any] | None = None, **wishes: Any
    ) -> ProjectsReport:
        """Load a file; `manner` is how it is to be read."""
        asked = Wishes(manner=Manner(**(manner or {})), **wishes)
        return load_projects(self.database, path, asked, account=account)

    def ours(self, path: Path, **more: Any) -> ProjectsReport:
        """Load a file of one authority's projects of one year."""
        return self.load(path, authority=OURS, fiscal_year=YEAR, **more)

    def all(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """Return the rows of a query."""
        return self.owner.execute(query, values).fetchall()

    def facts(self) -> dict[str, dict[str, Any]]:
        """Return what maps and sums read of each project, by title, with latitude and longitude."""
        rows = self.all("SELECT *, ST_Y(point) AS lat, ST_X(point) AS lon FROM project_fact ORDER BY title")
        return {row["title"]: row for row in rows}

    def ledger(self, title: str) -> list[tuple[str, str, str]]:
        """Return kind, amount and note of a project's events, in order."""
        rows = self.all(
            "SELECT e.kind, e.amount, e.note FROM money_event AS e JOIN project AS p ON p.id = e.project_id "
            "WHERE p.title = %s ORDER BY e.id",
            title,
        )
        return [(row["kind"], str(row["amount"]), row["note"] or "") for row in rows]

    def everything(self) -> dict[str, list[str]]:
        """Return all that loads may change, the record of changes included."""
        return {
            table: [row["t"] for row in self.all(f"SELECT t::text AS t FROM {table} AS t ORDER BY 1")]  # noqa: S608
            for table in _TABLES
        }

    def project(self, title: str) -> int:
        """Return a project's id."""
        return int(only(self.all("SELECT id FROM project WHERE title = %s", title)[0]))

    def book(self, title: str, kind: str, amount: int) -> None:
        """Record money in the portal."""
        self.owner.execute(
            "INSERT INTO money_event (project_id, authority_id, kind, amount, occurred_on) "
            "SELECT id, authority_id, %s, %s, '2025-01-01' FROM project WHERE title = %s",
            [kind, amount, title],
        )

    def unpin(self, title: str) -> None:
        """Take a pin away in the portal."""
        self.owner.execute(
            "UPDATE location SET superseded_at = now() WHERE project_id = %s AND superseded_at IS NULL",
            [self.project(title)],
        )

    def pin(self, title: str, lat: float, lon: float) -> None:
        """Put a project's pin elsewhere in the portal."""
        self.unpin(title)
        self.owner.execute(
            "INSERT INTO location (project_id, authority_id, geom, method) "
            "SELECT id, authority_id, ST_Point(%s, %s, 4326), 'map' FROM project WHERE title = %s",
            [lon, lat, title],
        )

    def clear(self) -> None:
        """Forget all projects."""
        self.owner.execute("TRUNCATE " + ", ".join((*_TABLES, "touched_project", "finding")) + " CASCADE")


@contextmanager
def new_world(server_url: str, template: str) -> Iterator[World]:
    """A world in a database of its own, which is dropped at the end."""
    with (
        a_database(server_url, template) as url,
        psycopg.connect(url, autocommit=True, row_factory=dict_row) as owner,
    ):
        database = Database(url, size=4).open()
        try:
            world = _settle(url, database, owner)
            world.clear()
            yield world
        finally:
            database.close()


def _settle(url: str, database: Database, owner: Owner) -> World:
    owner.execute("SELECT set_config('eplan.account', '1', false)")
    load_areas(
        owner,
        "amphoe",
        {"5701": ("เมือง", square(99.5, 19.5, 0.5)), "5702": ("เวียงชัย", square(100, 19.5, 0.5))},
    )
    authorities = {
        code: add_authority(owner, name, code, amphoe)
        for code, name, amphoe in (
            (OURS, "บ้านเรา", "5701"),
            (THEIRS, "บ้านเขา", "5702"),
            ("6570202", "ต้า", "5702"),
            ("6560101", "ต้า", "5601"),
        )
    }
    for account, roles in _SEATS.items():
        owner.execute(
            "INSERT INTO account (id, username, display_name) VALUES (%s, %s, %s)",
            [account, f"u{account}", f"คุณ {account}"],
        )
        for role in roles:
            owner.execute(
                "INSERT INTO seat (account_id, role, authority_id) VALUES (%s, %s, %s)",
                [account, role, authorities[OURS]],
            )
    return World(url, database, owner, authorities)


def table(path: Path, rows: Sequence[Mapping[str, str]], encoding: str = "utf-8-sig") -> Path:
    """Write rows, whose keys are headings, to a CSV file or workbook, and return its path."""
    frame = pd.DataFrame(rows).fillna("")
    if path.suffix == ".xlsx":
        frame.to_excel(path, index=False)
    else:
        frame.to_csv(path, index=False, encoding=encoding)
    return path
