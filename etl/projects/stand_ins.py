"""Points that stand in for many projects: their authority's office, or the middle of an area."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely

from etl.projects.place import Places
from geo.database import Database
from layers.projects.stand_ins import MANY, stand_ins

_A_METRE = 5  # decimals of a degree
Find = Callable[[Sequence[tuple[int, float, float]]], Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class StandIns:
    """Knows offices and areas, asked for as the public does."""

    database: Database

    def find(self, points: Sequence[tuple[int, float, float]]) -> list[str | None]:
        """Return for each authority (id), longitude and latitude `office`, `centroid`, or None."""
        with self.database.reading() as connection:
            return stand_ins(connection, points)


def mark_stand_ins(places: Places, owners: pd.Series, find: Find) -> None:
    """Note with places that many rows of an authority share what they stand in for, if anything.

    `owners` are the rows' authorities. A single project may well be at the office.
    """
    there = places.geometry[owners.notna()].dropna()
    there = there[shapely.get_type_id(there.to_numpy()) == shapely.GeometryType.POINT]
    if len(there) < MANY:
        return
    points = pd.DataFrame(
        np.round(shapely.get_coordinates(there.to_numpy()), _A_METRE),
        index=there.index,
        columns=["lon", "lat"],
    )
    points["owner"] = owners[there.index].astype("int64")
    points = points[points.duplicated(keep=False)]  # few are, and grouping is slow
    groups: dict[Any, pd.Index] = dict(points.groupby(["owner", "lon", "lat"]).groups)
    crowded = {key: rows for key, rows in groups.items() if len(rows) >= MANY}
    if not crowded:
        return
    asked = [(int(key[0]), float(key[1]), float(key[2])) for key in crowded]
    for rows, code in zip(crowded.values(), find(asked), strict=True):
        if code is not None:
            places.repairs.loc[rows] = [f"{said},{code}" if said else code for said in places.repairs[rows]]
