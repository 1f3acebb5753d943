"""`eplan load`: files in."""

import click

from webmap.cli import Commands

PLACES = {
    "areas": "webmap.commands.load_areas:areas",
    "authorities": "webmap.commands.load_authorities:authorities",
    "projects": "webmap.commands.load_projects:projects",
}


@click.group(cls=Commands, places=PLACES)
def load() -> None:
    """Load boundaries, local authorities or projects from a file."""
