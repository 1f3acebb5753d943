"""The rules of the checks: names, texts and parameters, all of `rules.csv` and `parameters.csv`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from geo.errors import BadRequest


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: `code`.sql beside this tells what it finds.

    `what`, `why` and `do` are its text for people, in Thai and English. A `grouped` rule is about many
    projects of one authority at once: its finding stands with the first of them.
    """

    code: str
    grouped: bool
    thai: str
    english: str
    what: tuple[str, str]
    why: tuple[str, str]
    do: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that the rules go by, its unit, and what it is."""

    name: str
    value: float | int
    unit: str
    thai: str
    english: str


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its code, the gravest first."""
    return {
        row["code"]: Rule(
            row["code"],
            row["grouped"] == "yes",
            row["thai"],
            row["english"],
            (row["what_th"], row["what_en"]),
            (row["why_th"], row["why_en"]),
            (row["do_th"], row["do_en"]),
        )
        for row in _rows("rules")
    }


@cache
def parameters() -> Mapping[str, Parameter]:
    """Return every parameter by its name."""
    return {row["name"]: _parameter(row) for row in _rows("parameters")}


def rules_of(codes: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules of some codes, all of them for none; raises `BadRequest` for an unknown one."""
    unknown = [code for code in codes if code not in rules()]
    if unknown:
        known = ", ".join(rules())
        raise BadRequest(
            f"ไม่มีกฎชื่อ “{unknown[0][:40]}” กฎที่มีคือ {known}",
            f"There is no rule “{unknown[0][:40]}”; there are {known}.",
        )
    return tuple(rule for rule in rules().values() if not codes or rule.code in codes)


def _parameter(row: dict[str, str]) -> Parameter:
    value = float(row["value"]) if "." in row["value"] else int(row["value"])
    return Parameter(row["name"], value, row["unit"], row["thai"], row["english"])


def _rows(name: str) -> list[dict[str, str]]:
    with (files(__package__) / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
