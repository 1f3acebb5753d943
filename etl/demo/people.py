"""The invented people of the demonstration: one account a role, with random passwords kept in a file."""

import csv
import io
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from psycopg import Connection

from etl.demo.projects import SEAT
from geo.database import Row
from layers.accounts.passwords import hash_password

AUTHORITY_ROLES = ("planning", "finance", "education", "engineering", "executive")
AREAS = {"amphoe": "5701", "province": "57"}
ROLES = {
    "planning": "งานแผน (สาธิต)",
    "finance": "งานคลัง (สาธิต)",
    "education": "งานการศึกษา (สาธิต)",
    "engineering": "งานช่าง (สาธิต)",
    "executive": "ผู้บริหาร อปท. (สาธิต)",
    "amphoe": "ท้องถิ่นอำเภอ (สาธิต)",
    "province": "สถจ. (สาธิต)",
    "department": "กรมส่งเสริมฯ (สาธิต)",
    "admin": "ผู้ดูแลระบบ (สาธิต)",
}
HEADER = ("username", "password", "role", "authority")


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An account: its role, and the code of the authority it sits in, or the code of the area it watches."""

    role: str
    username: str
    password: str
    authority: str | None
    area: str | None

    @property
    def row(self) -> tuple[str, str, str, str]:
        """The account as a line of the file."""
        return self.username, self.password, self.role, self.authority or ""


def demo_people() -> list[DemoPerson]:
    """Return one person a role, each with a new random password."""
    return [
        DemoPerson(
            role,
            f"demo-{role}",
            secrets.token_urlsafe(12),
            SEAT if role in AUTHORITY_ROLES else None,
            AREAS.get(role),
        )
        for role in ROLES
    ]


def write_people(connection: Connection[Row], people: list[DemoPerson], owners: dict[str, int]) -> None:
    """Add the accounts and their seats; `owners` are the authorities' ids by code."""
    for person in people:
        account = connection.execute(
            "INSERT INTO account (username, display_name, password_hash, is_demo) VALUES (%s, %s, %s, true) "
            "RETURNING id",
            [person.username, ROLES[person.role], hash_password(person.password)],
        ).fetchone()
        assert account is not None  # noqa: S101
        owner = owners[person.authority] if person.authority else None
        connection.execute(
            "INSERT INTO seat (account_id, role, authority_id, area_code) VALUES (%s, %s, %s, %s)",
            [account["id"], person.role, owner, person.area],
        )


def renew_passwords(connection: Connection[Row], people: list[DemoPerson]) -> None:
    """Give the demonstration accounts new passwords, and end their sessions."""
    for person in people:
        connection.execute(
            "UPDATE account SET password_hash = %s, session_epoch = session_epoch + 1 "
            "WHERE username = %s AND is_demo",
            [hash_password(person.password), person.username],
        )


def keep_people(path: Path, people: list[DemoPerson]) -> None:
    """Write the accounts to a file that only its owner can read; an older one is replaced whole."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([HEADER, *(person.row for person in people)])
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text.getvalue())
    new.replace(path)
