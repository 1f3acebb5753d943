"""The location passport: a project's places by phase, the drift between them, and every place before."""

from dataclasses import dataclass

from psycopg import Connection

from geo.database import Row
from layers.projects.drift import Drift, Settlement, drifts_of, settlements_of, threshold
from layers.projects.place import PHASES, KnownPlace, Phase, place_history, public_places


@dataclass(frozen=True)
class Passport:
    """What is known of where a project is, as far as the acting account may know it.

    `places` are those in force, in the order planned, contracted, as built; `drifts` the greatest first;
    `threshold_m` is what a drift may be without a reason. `history` has every place, the oldest first, and
    `settlements` the reasons given, the latest first: both empty but for the project's own seats.
    """

    places: dict[Phase, KnownPlace]
    drifts: list[Drift]
    threshold_m: float
    history: list[KnownPlace]
    settlements: list[Settlement]

    @property
    def place(self) -> KnownPlace | None:
        """The place by which maps show the project: that of the latest phase."""
        return next((self.places[phase] for phase in reversed(PHASES) if phase in self.places), None)

    @property
    def settlement(self) -> Settlement | None:
        """The reason that holds for the places as they are."""
        return next((each for each in self.settlements if each.holds), None)


def passport_of(connection: Connection[Row], project_id: int) -> Passport:
    """Return the passport of a project; an empty one where there is nothing to see."""
    places = public_places(connection, project_id)
    return Passport(
        {phase: places[phase] for phase in PHASES if phase in places},
        drifts_of(connection, project_id) if len(places) > 1 else [],
        threshold(connection),
        place_history(connection, project_id)[::-1],
        settlements_of(connection, project_id),
    )
