"""A project of the demonstration."""

from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from etl.demo.authorities import DemoAuthority
from etl.demo.locations import Location
from etl.synth.kinds import Work
from etl.synth.story import Story
from geo.thai.dates import to_be


@dataclass(slots=True)
class DemoProject:
    """An invented project; the year is C.E."""

    authority: DemoAuthority
    fiscal_year: int
    number: int
    work: Work
    story: Story
    place: BaseGeometry | None
    published: bool = True
    note: str | None = None
    locations: list[Location] = field(default_factory=list)
    drift_reason: str | None = None

    @property
    def needs_place(self) -> bool:
        """Whether the project needs a pin."""
        return self.work.kind.shape != "none"

    @property
    def reference(self) -> str:
        """The number by which the office calls it, such as 2568-007."""
        return f"{to_be(self.fiscal_year)}-{self.number:03d}"
