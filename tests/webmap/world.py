"""What the portal's tests look at: two neighbouring amphoe, two authorities, and projects at every stage."""

from dataclasses import dataclass
from decimal import Decimal

from tests.layers.pin_world import (
    ENGINEER,
    FINANCE,
    PLANNER,
    STRANGER,
    Owner,
    add_account,
    add_authority,
    add_project,
    book,
    load_areas,
    put,
    square,
)


@dataclass(frozen=True)
class World:
    """The ids of what there is. `placed` lies in amphoe 5701, `other` belongs to the other authority."""

    ours: int
    theirs: int
    placed: int
    unplaced: int
    draft: int
    other: int


def build(owner: Owner) -> World:
    """Make the world: our authority 6570101 has four projects, one of them a draft; the other has one."""
    load_areas(owner, "province", {"57": ("เชียงราย", square(99.0, 19.0, 2.0))})
    load_areas(
        owner,
        "amphoe",
        {"5701": ("เมืองเชียงราย", square(99.0, 19.0, 1.0)), "5702": ("เวียงชัย", square(100.0, 19.0, 1.0))},
    )
    ours = add_authority(owner, "แม่ยาว", "6570101")
    theirs = add_authority(owner, "เวียงเหนือ", "6570201", "5702")
    for account in (ENGINEER, PLANNER, FINANCE):
        add_account(owner, account, ours)
    add_account(owner, STRANGER, theirs)
    placed = add_project(
        owner, ours, "ก่อสร้างถนน <ค.ส.ล.> บ้านใหม่", approved="1250000.50", reference="68-001", category="road"
    )
    book(owner, placed, "contract", Decimal("1000000.25"))
    book(owner, placed, "payment", Decimal("400000.10"))
    put(owner, placed, 99.5, 19.5)
    unplaced = add_project(owner, ours, "วางท่อระบายน้ำ", approved="99000", fiscal_year=2024)
    draft = add_project(owner, ours, "โครงการร่างลับ", published=False, note="ยังคุยกันอยู่")
    other = add_project(owner, theirs, "ขุดลอกคลอง")
    put(owner, other, 100.5, 19.5)
    return World(ours, theirs, placed, unplaced, draft, other)
