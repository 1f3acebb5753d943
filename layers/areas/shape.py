"""The classes of zoom for which the shapes of areas are generalised."""

SHAPE_ZOOMS = (0, 4, 6, 8, 10, 12)
"""Each class serves the zooms from its own up to the one before the next; the last, all from there on."""

DEEPEST_ZOOM = 14
"""The zoom up to which the last class is drawn without a visible edge; beyond, its tiles are magnified."""


def shape_zoom(zoom: int) -> int:
    """Return the class of a zoom, which is `area_shape.zoom` of the rows to draw there."""
    return max(start for start in SHAPE_ZOOMS if start <= max(zoom, 0))
