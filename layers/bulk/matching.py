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


def match(connection: Connection[Row], table: UUID, authority: str | None = None) -> None:
    """Find the project of each row: by the system's own number, else its reference, else its title.

    Where the row says a fiscal year it counts. Of rows about one project none is taken, unless only one of
    them writes a place. `authority` is the code of the one whose projects an administrator means.
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

    years: dict[int, int] = field(default_factory=dict)
    references: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    titles: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, projects: list[Row]) -> "_Known":
        known = cls()
        for project in projects:
            known.years[project["project_id"]] = project["fiscal_year"]
            known.references[_key(project["reference"])].append(project["project_id"])
            known.titles[_key(project["title"])].append(project["project_id"])
        return known

    def find(self, row: Row) -> tuple[int | None, str]:
        """Return the project of a row, None where there is not just one, and the word for that."""
        if row["system_id"] is None and not row["reference"] and not row["title"]:
            return None, "no-key"
        if row["system_id"] in self.years:
            return row["system_id"], "project"
        for key, by in ((_key(row["reference"]), self.references), (_key(row["title"]), self.titles)):
            found = self._of_year(by.get(key, []) if key else [], row["fiscal_year"])
            if found:
                return (found[0], "project") if len(found) == 1 else (None, "several")
        return None, "none"

    def _of_year(self, projects: list[int], year: int | None) -> list[int]:
        return [project for project in projects if year is None or self.years[project] == year]


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
