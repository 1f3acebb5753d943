"""Areas of three levels that do not fill each other, two authorities, and what is derived wrongly."""

from pathlib import Path
from typing import Any

from tests.layers.pin_world import Owner, add_authority, load_areas, square

HERE = Path(__file__).parent


def make_ground(owner: Owner) -> list[int]:
    """Make the areas, each level larger than what is below it, and return the authorities' ids."""
    load_areas(owner, "province", {"57": ("เชียงราย", square(99.0, 19.0, 4.0))})
    load_areas(owner, "amphoe", {"5701": ("เมือง", square(99.0, 19.0, 2.0))})
    load_areas(
        owner,
        "tambon",
        {"570101": ("เวียง", square(99.0, 19.0, 1.0)), "570102": ("รอบเวียง", square(100.0, 19.0, 1.0))},
    )
    return [add_authority(owner, "หนึ่ง", "6570101"), add_authority(owner, "สอง", "6570102")]


def wrong(owner: Owner) -> list[Any]:
    """Return every fact, sum and cell that is not what project, money_event and location say."""
    names = ("facts_wrong", "facts_spending_wrong", "facts_cells_wrong")
    queries = ((HERE / f"{name}.sql").read_text("utf-8") for name in names)
    return [row for query in queries for row in owner.execute(query).fetchall()]
