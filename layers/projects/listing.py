"""Lists of projects: in pages of a fixed order, counted no further than a person wants to know."""

from dataclasses import dataclass
from decimal import Decimal

from psycopg import Connection, sql

from geo.database import PUBLIC, Row
from geo.errors import BadRequest
from geo.sql import statement
from layers.filters import Filters

SORTS = {
    "newest": ("project_id", "DESC"),
    "oldest": ("project_id", "ASC"),
    **{name: (name, "ASC") for name in ("fiscal_year", "approved", "contracted", "paid", "remaining")},
    **{f"-{name}": (name, "DESC") for name in ("fiscal_year", "approved", "contracted", "paid", "remaining")},
}
"""Orders that a list may have; `-` before a column puts the greatest first. Equals go by their id."""

COUNT_BOUND = 10_000
_SUMMED = {"fiscal_year", "area", "authority", "located"}


@dataclass(frozen=True)
class Listed:
    """A project as a row of a list. Money in baht; `fiscal_year` C.E.; `lon`, `lat`, `grade` None unplaced.

    `drift_m` is in metres, `drift_over` whether it waits for a reason.
    """

    id: int
    reference: str | None
    title: str
    fiscal_year: int
    stage: str
    published: bool
    located: str
    is_demo: bool
    category: str
    programme: str | None
    source: str | None
    approved: Decimal
    contracted: Decimal
    paid: Decimal
    remaining: Decimal
    lon: float | None
    lat: float | None
    in_area: bool
    grade: str | None
    drift_m: float | None
    drift_over: bool
    authority_code: str | None
    authority_th: str | None
    authority_en: str | None
    amphoe_code: str | None
    amphoe_th: str | None
    amphoe_en: str | None


@dataclass(frozen=True)
class Part:
    """Which part of a list is wanted: its order, the project that it comes after, how many at most."""

    sort: str = "newest"
    after: int | None = None
    limit: int = 50


@dataclass(frozen=True)
class Page:
    """Some projects in order; `after` begins the next page, None on the last one."""

    projects: list[Listed]
    after: int | None


@dataclass(frozen=True)
class Count:
    """How many there are; with `more`, at least so many."""

    count: int
    more: bool = False


@dataclass(frozen=True)
class Standing:
    """What there is at all: the fiscal years (C.E., newest first), and whether it is a demonstration."""

    years: list[int]
    is_demo: bool


def page_of(
    connection: Connection[Row],
    filters: Filters,
    account: int = PUBLIC,
    part: Part | None = None,
    *,
    few: bool = False,
) -> Page:
    """Return one page of the projects that the filters ask for; drafts only to accounts that may see them.

    What lies in a `bbox` is the map's twin, so it is what everybody may see. `few` says that they are few
    enough to be sorted all. Raises `BadRequest` for an unknown sort.
    """
    part = part or Part()
    column, direction = _order(part.sort)
    which, values = filters.where()
    query = statement(
        __package__,
        "listing_page",
        projects=_view(filters, account),
        which=which,
        after=_after(column, direction, part.after),
        chosen=_ordering(column, direction, few=few),
        order=_ordering(column, direction),
    )
    rows = connection.execute(query, {**values, "after": part.after, "limit": part.limit + 1}).fetchall()
    projects = [Listed(**row) for row in rows[: part.limit]]
    return Page(projects, projects[-1].id if len(rows) > part.limit else None)


def counted_page(
    connection: Connection[Row], filters: Filters, account: int = PUBLIC, part: Part | None = None
) -> tuple[Page, Count]:
    """Return a page and how many there are.

    Counted first, so that those of a town are not looked for among all by their order. Titles are searched
    by reading them, which is not done twice for a list that fits on its first page.
    """
    part = part or Part()
    if filters.q is None:
        count = count_of(connection, filters, account)
        few = not count.more and count.count <= COUNT_BOUND
        return page_of(connection, filters, account, part, few=few), count
    page = page_of(connection, filters, account, part)
    if part.after is None and page.after is None:
        return page, Count(len(page.projects))
    return page, count_of(connection, filters, account)


def count_of(connection: Connection[Row], filters: Filters, account: int = PUBLIC) -> Count:
    """Return how many projects the filters ask for: exact where sums are kept, else up to `COUNT_BOUND`."""
    which, values = filters.where()
    if account == PUBLIC and set(filters.query) <= _SUMMED:
        row = connection.execute(statement(__package__, "listing_summed", which=which), values).fetchone()
        return Count(row["count"] if row else 0)
    query = statement(__package__, "listing_bounded", projects=_view(filters, account), which=which)
    row = connection.execute(query, {**values, "bound": COUNT_BOUND + 1}).fetchone()
    count = row["count"] if row else 0
    return Count(min(count, COUNT_BOUND), count > COUNT_BOUND)


def standing(connection: Connection[Row]) -> Standing:
    """Return what there is at all, of what everybody may see."""
    row = connection.execute(statement(__package__, "listing_standing")).fetchone()
    return Standing(**row) if row else Standing([], False)


def _view(filters: Filters, account: int) -> sql.Identifier:
    public = account == PUBLIC or filters.bbox is not None
    return sql.Identifier("public_project" if public else "visible_project")


def _order(sort: str) -> tuple[str, str]:
    try:
        return SORTS[sort]
    except KeyError:
        raise BadRequest(
            f"เรียงตาม “{sort[:40]}” ไม่ได้ เรียงได้ตาม {', '.join(SORTS)}",
            f"There is no order “{sort[:40]}”; there are {', '.join(SORTS)}.",
        ) from None


def _ordering(column: str, direction: str, *, few: bool = False) -> sql.Composable:
    """Return the order; that of a few is put so that no index gives it and the filters' own are used."""
    way = sql.SQL("DESC" if direction == "DESC" else "ASC")
    names = ("project_id",) if column == "project_id" else (column, "project_id")
    term = sql.SQL("f.{} + 0 {}" if few else "f.{} {}")
    return sql.SQL(", ").join(term.format(sql.Identifier(name), way) for name in names)


def _after(column: str, direction: str, after: int | None) -> sql.Composable:
    if after is None:
        return sql.SQL("true")
    sign = sql.SQL("<" if direction == "DESC" else ">")
    if column == "project_id":
        return sql.SQL("f.project_id {} %(after)s").format(sign)
    return statement(__package__, "listing_after", column=sql.Identifier(column), sign=sign)
