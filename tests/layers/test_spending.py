"""Spending by area: what is on the map and what is not are together the ledger, to the satang."""

from decimal import Decimal
from random import Random

import pytest

from geo.database import Database
from layers.filters import LEVELS, MEASURES, Filters, parse_filters
from layers.spending.sums import summarised
from layers.spending.table import REASONS, SpendingTable, Sums, spending_table
from tests.layers.pin_world import Owner, add_authority, add_project, book, load_areas, put, square

PROVINCES = {"57": (99, 19), "58": (100, 19)}
AMPHOE = {"5701": (99, 19), "5702": (99.5, 19), "5801": (100, 19)}
TAMBON = {"570101": (99, 19), "570201": (99.5, 19)}
POINTS = [(99.1, 19.1), (99.3, 19.3), (99.6, 19.1), (99.6, 19.3), (100.1, 19.1), (99.1, 19.8), (103.0, 15.0)]


def load(owner: Owner, level: str, corners: dict[str, tuple[float, float]], size: float) -> None:
    """Load square areas by their south-western corners."""
    areas = {code: (f"พื้นที่ {code}", square(*corner, size)) for code, corner in corners.items()}
    load_areas(owner, level, areas)


def add_random_project(owner: Owner, random: Random, authority: int) -> None:
    """Add a project with random money at a random place, or none, perhaps a draft."""
    need = random.random() < 0.7
    project = add_project(
        owner,
        authority,
        "งาน",
        fiscal_year=random.choice([2024, 2025]),
        needs_place=need,
        no_place_reason=None if need else "อบรม",
        published=random.random() < 0.85,
        category=random.choice(["road", "other"]),
    )
    for kind, amount in zip(("approval", "contract", "payment"), _money(random), strict=False):
        book(owner, project, kind, amount)
    if need and random.random() < 0.7:
        put(owner, project, *random.choice(POINTS))


def _money(random: Random) -> list[Decimal]:
    amounts = sorted((Decimal(random.randint(1, 10**9)) / 100 for _ in range(3)), reverse=True)
    return amounts[: random.randint(0, 3)]


@pytest.fixture
def ledger(owner: Owner) -> Owner:
    """Two provinces, three amphoe, two tambon, three authorities and 150 random projects."""
    load(owner, "province", PROVINCES, 1)
    load(owner, "amphoe", AMPHOE, 0.5)
    load(owner, "tambon", TAMBON, 0.25)
    homes = [("6570101", "5701"), ("6570201", "5702"), ("6580101", "5801")]
    authorities = [add_authority(owner, code, code, amphoe) for code, amphoe in homes]
    random = Random(20)
    with owner.transaction():
        for _ in range(150):
            add_random_project(owner, random, random.choice(authorities))
    return owner


LEDGER = """
SELECT count(DISTINCT p.id)::integer AS count,
  coalesce(sum(e.amount) FILTER (WHERE e.kind = 'approval'), 0) AS approved,
  coalesce(sum(e.amount) FILTER (WHERE e.kind = 'contract'), 0) AS contracted,
  coalesce(sum(e.amount) FILTER (WHERE e.kind = 'payment'), 0) AS paid
FROM project AS p LEFT JOIN money_event AS e ON e.project_id = p.id
WHERE p.published AND (%(fiscal_year)s::int IS NULL OR p.fiscal_year = %(fiscal_year)s)
  AND (%(category)s::text IS NULL OR p.category = %(category)s)
"""


def booked(owner: Owner, filters: Filters) -> Sums:
    """Add up the ledger itself: every event of every published project."""
    values = {"fiscal_year": filters.fiscal_year, "category": filters.category}
    return Sums(**(owner.execute(LEDGER, values).fetchone() or {}))


def table(db: Database, level: str, filters: Filters | None = None) -> SpendingTable:
    with db.reading() as connection:
        return spending_table(connection, level, filters or Filters())


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    "words", [{}, {"fiscal_year": "2568"}, {"category": "road"}, {"category": "road", "fiscal_year": "2567"}]
)
def test_mapped_and_unmapped_are_together_the_ledger(
    db: Database, ledger: Owner, level: str, words: dict[str, str]
) -> None:
    filters = parse_filters(words)
    found = table(db, level, filters)
    assert found.total == booked(ledger, filters)
    assert found.total == found.mapped + sum(found.unmapped.values(), Sums())


@pytest.mark.parametrize("level", LEVELS)
def test_the_parts_of_a_whole_add_up(db: Database, ledger: Owner, level: str) -> None:
    whole = table(db, level).total
    by_province = [table(db, level, Filters(area=code)).total for code in PROVINCES]
    by_authority = [
        table(db, level, Filters(authority=code)).total for code in ("6570101", "6570201", "6580101")
    ]
    assert sum(by_authority, Sums()) == whole
    assert sum(by_province, Sums()) == whole


@pytest.mark.parametrize("level", LEVELS)
def test_the_summary_and_the_projects_tell_the_same(db: Database, ledger: Owner, level: str) -> None:
    everything = Filters(bbox=None, q="งาน")
    assert not summarised(everything)
    assert table(db, level, everything) == table(db, level)


def test_money_without_a_place_is_told_by_its_reason(db: Database, ledger: Owner) -> None:
    counts = ledger.execute(
        "SELECT count(*) FILTER (WHERE located = 'not-needed') AS not_needed, "
        "count(*) FILTER (WHERE located = 'no') AS missing, "
        "count(*) FILTER (WHERE located = 'yes' AND NOT in_area) AS outside, "
        "count(*) FILTER (WHERE in_area AND tambon_code IS NULL) AS no_boundary "
        "FROM project_fact WHERE published"
    ).fetchone()
    found = table(db, "tambon").unmapped
    assert counts
    assert [found[reason].count for reason in REASONS] == list(counts.values())
    assert all(found[reason].count for reason in REASONS)


def test_an_area_shows_those_inside_it(db: Database, ledger: Owner) -> None:
    assert [row.code for row in table(db, "amphoe", Filters(area="57")).rows] == ["5701", "5702"]
    assert [row.code for row in table(db, "tambon", Filters(area="5702")).rows] == ["570201"]
    assert [row.code for row in table(db, "province", Filters(area="5702")).rows] == ["57"]


def test_an_area_without_projects_has_a_row_of_zeros(db: Database, owner: Owner) -> None:
    load(owner, "province", PROVINCES, 1)
    rows = table(db, "province").rows
    assert [(row.code, row.sums) for row in rows] == [("57", Sums()), ("58", Sums())]
    assert table(db, "province").classes("paid").empty == 2


def test_an_authority_has_all_its_money_placed_or_not(db: Database, ledger: Owner) -> None:
    found = table(db, "authority")
    assert [row.code for row in found.rows] == ["6570101", "6570201", "6580101"]
    assert sum(found.unmapped.values(), Sums()) == Sums()
    assert found.mapped == booked(ledger, Filters())


def test_drafts_are_counted_nowhere(db: Database, ledger: Owner) -> None:
    ledger.execute("UPDATE project SET published = false")
    assert table(db, "province").total == Sums()
    assert table(db, "province", Filters(category="road")).total == Sums()


def test_a_pin_moves_the_money_onto_the_map(db: Database, ledger: Owner) -> None:
    before = table(db, "amphoe")
    ledger.execute(
        "INSERT INTO location (project_id, authority_id, geom, method) "
        "SELECT project_id, authority_id, 'SRID=4326;POINT(99.1 19.1)', 'map' FROM project_fact "
        "WHERE located = 'no' AND published"
    )
    after = table(db, "amphoe")
    assert after.unmapped["missing"] == Sums()
    assert after.mapped == before.mapped + before.unmapped["missing"]
    assert after.total == before.total


@pytest.mark.parametrize("measure", MEASURES)
def test_every_area_with_projects_is_in_a_class_or_zero(db: Database, ledger: Owner, measure: str) -> None:
    found = table(db, "amphoe")
    classes = found.classes(measure)
    assert sum(classes.counts) + classes.zero + classes.empty == len(found.rows)
