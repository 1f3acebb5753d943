"""Which project each row of a table is about, among those that the acting account may pin."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from psycopg import Connection

from geo.database import Row
from geo.sql import statement
from geo.thai.digits import arabic_digits
from layers.bulk.table import look_again

_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_TELLING = 10
"""The letters that a part of a title has at least to stand for the whole beside a number or reference."""


def match(connection: Connection[Row], table: UUID, authority: str | None = None) -> None:
    """Find the project of each row: by the system's own number, else its reference, else its title.

    Nothing that the row says, reference, title or fiscal year, may contradict the project; a number or
    reference that is unknown is not made up for by a title. Of rows about one project none is taken, unless
    only one of them writes a place. `authority` is the code of the one whose projects an administrator means.
    """
    seats = statement("layers.projects", "pin_seats")
    mine = connection.execute(
        statement(__package__, "pinnable", seats=seats), {"authority": authority}
    ).fetchall()
    rows = connection.execute(statement(__package__, "keys"), {"table": table}).fetchall()
    _note(connection, table, rows, _Known.of(mine))
    look_again(connection, table)


@dataclass(slots=True)
class _Known:
    """Projects by what rows may call them."""

    ids: dict[int, Row] = field(default_factory=dict)
    references: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    titles: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, projects: list[Row]) -> "_Known":
        known = cls()
        for project in projects:
            known.ids[project["project_id"]] = project
            known.references[_key(project["reference"])].append(project)
            known.titles[_key(project["title"])].append(project)
        return known

    def find(self, row: Row) -> tuple[int | None, str]:
        """Return the project of a row, None where there is not just one, and the word for that."""
        if row["system_id"] is None and not row["reference"] and not row["title"]:
            return None, "no-key"
        found = [project for project in self._called(row) if _agrees(row, project)]
        if len(found) == 1:
            return found[0]["project_id"], "project"
        return None, "several" if found else "none"

    def _called(self, row: Row) -> list[Row]:
        """Return the projects that bear what tells most in a row."""
        if row["system_id"] is not None:
            return [self.ids[row["system_id"]]] if row["system_id"] in self.ids else []
        if row["reference"]:
            return self.references.get(_key(row["reference"]), [])
        return self.titles.get(_key(row["title"]), [])


def _agrees(row: Row, project: Row) -> bool:
    """Whether nothing that a row says is another than the project's."""
    if row["fiscal_year"] is not None and row["fiscal_year"] != project["fiscal_year"]:
        return False
    if row["reference"] and _key(row["reference"]) != _key(project["reference"]):
        return False
    return not row["title"] or _same_title(*sorted((_key(row["title"]), _key(project["title"])), key=len))


def _same_title(short: str, long: str) -> bool:
    """Whether two titles are one: equal, or the shorter a part of the longer that cuts no number in two."""
    if short == long or len(short) < _TELLING:
        return short == long
    before = r"(?<![0-9])" if short[0].isdigit() else ""
    behind = r"(?![0-9])" if short[-1].isdigit() else ""
    return bool(re.search(f"{before}{re.escape(short)}{behind}", long))


def _note(connection: Connection[Row], table: UUID, rows: list[Row], known: _Known) -> None:
    found = [known.find(row) for row in rows]
    written = Counter(project for row, (project, _) in zip(rows, found, strict=True) if row["written"])
    connection.execute(
        statement(__package__, "matched"),
        {
            "table": table,
            "lines": [row["line"] for row in rows],
            "projects": [project for project, _ in found],
            "matched": ["doubled" if project and written[project] > 1 else word for project, word in found],
        },
    )


def _key(said: str | None) -> str:
    """Return a reference or title as it compares: Arabic digits, lower case, no spaces."""
    return _SPACES.sub("", arabic_digits(said or "").casefold())
