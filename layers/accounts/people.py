"""Accounts and seats as an operator keeps them: added, listed, given a new link, ended."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg import Connection

from geo.database import Row
from geo.errors import BadRequest, NotFound, Refused
from geo.sql import statement
from layers.accounts.passwords import token_hash

LINK_LASTS = timedelta(days=7)
OF_AUTHORITY = ("planning", "finance", "education", "engineering", "executive")
OF_AREA = {"amphoe": 4, "province": 2}
OF_ALL = ("department", "admin")
ROLES = (*OF_AUTHORITY, *OF_AREA, *OF_ALL)
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}")


@dataclass(frozen=True)
class NewSeat:
    """A seat to be given: a role, with the code of its authority or of the area that it supervises."""

    role: str
    authority: str | None = None
    area: str | None = None


@dataclass(frozen=True)
class Listed:
    """An account as an operator sees it; `seats` are texts."""

    id: int
    username: str
    display_name: str
    is_active: bool
    is_demo: bool
    created_at: datetime
    seats: list[str]


def add_account(
    connection: Connection[Row], username: str, seat: NewSeat, display_name: str | None = None
) -> str:
    """Add an account with one seat, or a further seat to an account there is; return an activation token.

    The token is empty for an account that was there. Raises `BadRequest` for a role without what it needs,
    `NotFound` for an unknown authority or area, `Refused` for a seat that is held already.
    """
    name = check_username(username)
    authority = seat_place(connection, seat)
    token = secrets.token_urlsafe(24)
    values = {
        "username": name,
        "display_name": display_name or name,
        "token": token_hash(token),
        "lasts": LINK_LASTS,
    }
    added = connection.execute(statement(__package__, "people_add"), values).fetchone()
    account = added or connection.execute("SELECT id FROM account WHERE username = %s", [name]).fetchone()
    assert account is not None  # noqa: S101
    _add_seat(connection, account["id"], seat, authority)
    return token if added else ""


def new_link(connection: Connection[Row], username: str) -> str:
    """Forget an account's password, end its sessions, and return a new activation token."""
    token = secrets.token_urlsafe(24)
    values = {"username": username.strip().lower(), "token": token_hash(token), "lasts": LINK_LASTS}
    if connection.execute(statement(__package__, "people_reset"), values).rowcount == 0:
        raise unknown(username)
    return token


def end_account(connection: Connection[Row], username: str) -> int:
    """End an account: its seats end today, its sessions at once; return how many seats ended."""
    values = {"username": username.strip().lower()}
    if connection.execute(statement(__package__, "people_end"), values).rowcount == 0:
        raise unknown(username)
    return connection.execute(statement(__package__, "people_end_seats"), values).rowcount


def list_accounts(connection: Connection[Row]) -> list[Listed]:
    """Return all accounts but the system's own, by name."""
    return [Listed(**row) for row in connection.execute(statement(__package__, "people_list")).fetchall()]


def check_username(username: str) -> str:
    """Return the name as it is kept, in small letters; raises `BadRequest` for one that will not do."""
    name = username.strip().lower()
    if not _USERNAME.fullmatch(name):
        raise BadRequest(
            f"ชื่อผู้ใช้ “{username[:64]}” ใช้ไม่ได้ ต้องเป็น a-z 0-9 . _ - ยาว 2 ถึง 63 ตัว ขึ้นต้นด้วยตัวอักษรหรือตัวเลข",
            f"The name “{username[:64]}” will not do: 2 to 63 of a-z 0-9 . _ -, first a letter or digit.",
        )
    return name


def seat_place(connection: Connection[Row], seat: NewSeat) -> int | None:
    """Return the id of the seat's authority, None for a role of an area or all; raises as `add_account`."""
    if seat.role in OF_AUTHORITY:
        if not seat.authority or seat.area:
            raise _needs(seat.role, "--authority รหัส อปท. เท่านั้น", "--authority CODE and no area")
        return _authority(connection, seat.authority)
    digits = OF_AREA.get(seat.role)
    if digits is not None:
        if seat.authority or not re.fullmatch(rf"[0-9]{{{digits}}}", seat.area or "", re.ASCII):
            raise _needs(seat.role, f"--area รหัส {digits} หลักเท่านั้น", f"--area with a code of {digits} digits")
        _check_area(connection, str(seat.area))
        return None
    if seat.role not in OF_ALL:
        roles = ", ".join(ROLES)
        raise BadRequest(
            f"ไม่มีบทบาท {seat.role[:40]} มี {roles}", f"There is no role {seat.role[:40]}; there are {roles}."
        )
    if seat.authority or seat.area:
        raise _needs(seat.role, "ไม่ระบุหน่วยงานหรือพื้นที่", "neither an authority nor an area")
    return None


def unknown(username: str) -> NotFound:
    """Return the error for a name that no account has."""
    return NotFound(f"ไม่มีบัญชี “{username[:64]}”", f"There is no account “{username[:64]}”.")


def _needs(role: str, thai: str, english: str) -> BadRequest:
    return BadRequest(f"บทบาท {role} ต้องใช้ {thai}", f"The role {role} takes {english}.")


def _authority(connection: Connection[Row], code: str) -> int:
    row = connection.execute("SELECT id FROM current_authority WHERE code = %s", [code]).fetchone()
    if row is None:
        raise NotFound(f"ไม่มี อปท. รหัส “{code[:40]}”", f"There is no authority with the code “{code[:40]}”.")
    return int(row["id"])


def _check_area(connection: Connection[Row], code: str) -> None:
    if connection.execute("SELECT FROM current_area WHERE code = %s", [code]).fetchone() is None:
        raise NotFound(
            f"ไม่มีพื้นที่รหัส {code} ตรวจรหัส หรือโหลดแนวเขตก่อน (eplan load areas)",
            f"There is no area {code}; check the code, or load the boundaries first (eplan load areas).",
        )


def _add_seat(connection: Connection[Row], account: int, seat: NewSeat, authority: int | None) -> None:
    values = {"account": account, "role": seat.role, "authority": authority, "area": seat.area}
    if connection.execute(statement(__package__, "people_add_seat"), values).rowcount == 0:
        raise Refused("บัญชีนี้มีที่นั่งนั้นอยู่แล้ว", "The account holds that seat already.")
