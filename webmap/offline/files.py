"""The static files that a browser keeps so that pinning opens without a network."""

from pathlib import Path

FIRST = (
    "vendor/fonts/fonts.css",
    "vendor/fonts/*-400.woff2",
    "vendor/fonts/*-600.woff2",
    "css/tokens.css",
    "css/base.css",
    "css/controls.css",
    "css/frame.css",
    "img/*.svg",
    "js/offline/fallback.mjs",
    "js/offline/age.mjs",
)
"""What the page without a network needs."""

PINNING = (
    "css/*.css",
    "js/**/*.mjs",
    "vendor/icons/icons.svg",
    "vendor/maplibre-gl/*.css",
    "vendor/maplibre-gl/*.mjs",
    "vendor/terra-draw/*.mjs",
)
"""What the list of pins and the map on which one is put need besides."""


def files_of(root: Path, patterns: tuple[str, ...]) -> list[str]:
    """Return the files below `root` that the patterns mean, as relative paths, in order."""
    found = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    return sorted(path.relative_to(root).as_posix() for path in found)
