"""The demonstration into a database: boundaries, authorities, projects and people, once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from psycopg import Connection

from etl.areas.load import SYSTEM
from etl.demo.authorities import demo_authorities
from etl.demo.people import demo_people, keep_people, renew_passwords, write_people
from etl.demo.projects import demo_projects
from etl.demo.write import write_authorities, write_projects
from etl.synth.boundaries import load_shipped
from geo.database import Database, Row
from geo.errors import Refused
from geo.thai.clock import thai_today
from layers.checks import check_authorities
from layers.projects.rules import said_plainly

SEED = 57
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the database holds of the demonstration, and whether it was loaded now (`fresh`)."""

    fresh: bool
    authorities: int
    projects: int
    accounts: int


def load_demonstration(
    database: Database, accounts: Path, today: date | None = None, say: Say = lambda _step: None
) -> DemoReport:
    """Load the demonstration and write its accounts to a file; nothing changes where it is loaded already.

    `today` is the day up to which things have happened. Raises `Refused` when the database holds
    authorities that are not the demonstration's.
    """
    there = _there(database)
    if there is not None:
        return there
    say("boundaries")
    load_shipped(database)
    say("projects")
    authorities = demo_authorities(SEED)
    projects = demo_projects(SEED, authorities, today or thai_today())
    people = demo_people()
    with said_plainly(), database.acting(SYSTEM) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('eplan demo'))")
        there = _counted(connection)
        if there is None:
            owners = write_authorities(connection, authorities)
            write_people(connection, people, owners)
            write_projects(connection, projects, owners)
            keep_people(accounts, people)
    if there is None:
        with database.acting(SYSTEM) as connection:
            check_authorities(connection, owners.values())
    return there or DemoReport(True, len(authorities), len(projects), len(people))


def new_passwords(database: Database, accounts: Path) -> None:
    """Give the demonstration accounts new passwords, kept in a file; raises `Refused` if there are none."""
    if _there(database) is None:
        raise Refused("ยังไม่มีข้อมูลสาธิตในฐานข้อมูลนี้", "This database holds no demonstration.")
    people = demo_people()
    with database.acting(SYSTEM) as connection:
        renew_passwords(connection, people)
        keep_people(accounts, people)


def _there(database: Database) -> DemoReport | None:
    with database.reading(SYSTEM) as connection:
        return _counted(connection)


def _counted(connection: Connection[Row]) -> DemoReport | None:
    """Return what there is of the demonstration; None in a database without authorities."""
    row = connection.execute(_COUNT).fetchone()
    if not row or not (row["real"] or row["authorities"]):
        return None
    if row["real"] or row["accounts"] == 0:
        raise Refused(
            "ฐานข้อมูลนี้มีข้อมูลอื่นอยู่แล้ว จึงไม่เพิ่มข้อมูลสาธิตปนเข้าไป ใช้ EPLAN_HOME อื่นหากต้องการดูข้อมูลสาธิต",
            "This database holds other data already, and the demonstration is not mixed with it. "
            "Set another EPLAN_HOME to see the demonstration.",
        )
    return DemoReport(False, row["authorities"], row["projects"], row["accounts"])


_COUNT = """
SELECT
  (SELECT count(*) FROM authority WHERE NOT is_demo) AS real,
  (SELECT count(*) FROM authority WHERE is_demo) AS authorities,
  (SELECT count(*) FROM project WHERE is_demo) AS projects,
  (SELECT count(*) FROM account WHERE is_demo) AS accounts
"""
