"""What a photograph says by where it was taken, and where the camera looked."""

from shapely import Point

from layers.photos.ground import Ground, Spot
from layers.photos.photo import Taken
from layers.photos.reason import Reason, Words, reason
from layers.photos.sight import Sight, sight
from layers.photos.wording import WHERE, degrees, metres

NEAR_M = 100
"""From so far a picture of the works is usually taken."""
FAR_M = 500
"""From beyond, no picture says much about a place."""
UNSTATED_M = 30
"""How far a position may be off that does not say so, as in the grades of places (docs/locations.md)."""
UNKNOWN_PLACE_M = 50
FACING, AWAY = 50, 90
"""Degrees: half the view of a phone (35) and what its compass errs (15); and what is surely out of view."""


def nearest(taken: Taken, ground: Ground) -> tuple[Sight, Spot] | None:
    """Return how the nearest place lies from where a picture was taken; None where either is not known."""
    if taken.lat is None or taken.lon is None:
        return None
    camera = Point(taken.lon, taken.lat)
    spots = [spot for spot in ground.spots if not _is_its_own(spot, camera)]
    sights = [(sight(taken.lat, taken.lon, spot.geometry), spot) for spot in spots]
    return min(sights, key=lambda each: each[0].distance_m, default=None)


def _is_its_own(spot: Spot, camera: Point) -> bool:
    """Whether a place was pinned from this very picture, which cannot bear itself out."""
    return spot.from_photo and bool(spot.geometry.equals_exact(camera, 1e-9))


def of_place(taken: Taken, seen: tuple[Sight, Spot] | None, ground: Ground) -> Reason:
    """Return the reason of the place; `seen` is what `nearest` found."""
    if taken.lat is None:
        return reason("no_position")
    if seen is None:
        return reason("own_place" if ground.spots else "no_place")
    look, spot = seen
    slack = (taken.accuracy_m or UNSTATED_M) + (UNKNOWN_PLACE_M if spot.error_m is None else spot.error_m)
    words: Words = {
        "where": WHERE[spot.phase],
        "distance": metres(look.distance_m),
        "slack": metres(slack),
        "limit": metres(FAR_M),
    }
    least, most = max(0.0, look.distance_m - slack), look.distance_m + slack
    if least > FAR_M:
        return reason("far", words)
    if most > FAR_M and slack > NEAR_M:
        return reason("inexact", words)
    if least <= NEAR_M:
        return reason("near", words)
    return _of_direction(taken.heading, look, words)


def _of_direction(heading: float | None, look: Sight, words: Words) -> Reason:
    """Return what is said of a picture that was taken from afar: by where the camera looked."""
    if heading is None:
        return reason("distant", words)
    off = look.off(heading)
    code = "distant_facing" if off <= FACING else "distant_away" if off > AWAY else "distant_aside"
    return reason(code, {**words, "turn": degrees(off)})
