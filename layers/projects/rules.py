"""The rules of money and places that the database keeps, said so that a person knows what to do."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import psycopg

from geo.errors import BadRequest, Conflict, EplanError, Forbidden, Refused

_ERRORS: dict[str, type[EplanError]] = {"refused": Refused, "conflict": Conflict, "bad": BadRequest}


@dataclass(frozen=True, slots=True)
class Rule:
    """A named constraint of the schema: how breaking it is answered, and the two texts."""

    name: str
    error: type[EplanError]
    thai: str
    english: str


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by the name of its constraint."""
    with (files(__package__) / "rules.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {r["name"]: Rule(r["name"], _ERRORS[r["error"]], r["thai"], r["english"]) for r in rows}


def broken(name: str) -> EplanError:
    """Return the error that says a rule is broken, by the rule's name."""
    rule = rules()[name]
    return rule.error(rule.thai, rule.english)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn the database's refusals inside the block into errors of `geo.errors`.

    A broken rule of `rules()` is raised as its own error; a row-level-security refusal is `Forbidden`, and a
    sum beyond all numbers `Refused`. What none of them names is a fault of ours and passes through. Put it
    around the whole transaction, since sums are checked at its commit.
    """
    try:
        yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise Forbidden(
            "ตำแหน่งของท่านแก้ไขข้อมูลของ อปท. นี้ หรือข้อมูลชนิดนี้ไม่ได้ ให้ผู้ดูแลระบบตรวจตำแหน่งของบัญชี",
            "Your seat may not change this authority's data, or this kind of data; "
            "ask an administrator to look at the seats of the account.",
        ) from error
    except psycopg.errors.NumericValueOutOfRange as error:
        raise Refused(
            "ยอดรวมมากเกินกว่าที่ระบบเก็บได้ ตรวจว่าจำนวนเงินเป็นบาทและไม่มีเลขเกิน",
            "A sum is larger than can be kept; check that the amounts are baht, with no digits too many.",
        ) from error
    except psycopg.errors.IntegrityError as error:
        name = error.diag.constraint_name
        if name not in rules():
            raise
        raise broken(name) from error
