"""Passwords: kept as argon2 hashes, checked in the same time whether or not the name is known."""

import hashlib
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from geo.database import PUBLIC, Database
from geo.errors import NotFound, Refused

SHORTEST, LONGEST = 10, 200
_HASHER = PasswordHasher()
"""Pure configuration: argon2id with the library's own costs."""


def account_with(database: Database, username: str, password: str) -> int | None:
    """Return the id of the active account with this name and password; None where one is wrong."""
    found = database.rows(
        "SELECT * FROM account_for_sign_in(%s)", [username.strip()[:64].replace("\x00", "")]
    )
    kept = found[0]["password_hash"] if found else None
    right = _verifies(kept or _decoy(), password)
    return int(found[0]["id"]) if right and kept and found[0]["is_active"] else None


def activate(database: Database, token: str, password: str, again: str) -> int:
    """Set the password of the account that a one-time token belongs to, and return its id.

    Raises `Refused` for a password that will not do, `NotFound` for a token that is used, late or wrong.
    """
    check_password(password, again)
    with database.acting(PUBLIC) as connection:
        row = connection.execute(
            "SELECT activate_account(%s, %s) AS id", [token_hash(token), hash_password(password)]
        ).fetchone()
    if row is None or row["id"] is None:
        raise NotFound(
            "ลิงก์นี้ใช้ไปแล้วหรือหมดอายุ ขอลิงก์ใหม่จากผู้ดูแลระบบ",
            "This link was used already or has run out. Ask the operator for a new one.",
        )
    return int(row["id"])


def check_password(password: str, again: str) -> None:
    """Raise `Refused` unless the password was typed twice alike, is long enough, and is not a common one."""
    if password != again:
        raise Refused("รหัสผ่านสองช่องไม่ตรงกัน กรอกใหม่ทั้งสองช่อง", "The two passwords differ. Type both again.")
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(
            f"รหัสผ่านต้องยาว {SHORTEST} ถึง {LONGEST} ตัวอักษร ใช้วลีหลายคำก็ได้",
            f"The password must have {SHORTEST} to {LONGEST} characters; a phrase does well.",
        )
    if password.casefold() in _common() or len(set(password)) < 4:
        raise Refused(
            "รหัสผ่านนี้เดาง่ายเพราะมีคนใช้บ่อย ใช้วลีที่มีแต่คุณที่นึกออก",
            "This password is in common use and easily guessed. Use a phrase that only you would think of.",
        )


def hash_password(password: str) -> str:
    """Return the argon2id hash to keep."""
    return _HASHER.hash(password)


def token_hash(token: str) -> str:
    """Return what is kept of a one-time token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _verifies(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password[: LONGEST * 4])
    except (VerificationError, InvalidHashError):
        return False


@cache
def _decoy() -> str:
    return _HASHER.hash("nobody's password")


@cache
def _common() -> frozenset[str]:
    return frozenset((files(__package__) / "common_passwords.txt").read_text("utf-8").split())
