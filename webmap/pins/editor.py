"""The map on which a project is pinned: as a page, as the panel of the next project, and as data."""

from dataclasses import replace
from typing import Any

from flask import Response, jsonify, render_template
from psycopg import Connection

from geo.database import Row
from geo.thai.dimensions import read_dimensions
from layers.codes import categories
from layers.filters import Filters
from layers.projects.pinning import next_to_pin, pin_counts, project_to_pin
from layers.projects.place import PHASES, KnownPlace, Phase, PlaceConflict, place_history, places_of
from layers.projects.place_check import line_of
from layers.projects.size_check import size_words
from layers.projects.territory import find_territory, outline
from webmap.context import account_id, database, language, portal
from webmap.pins.answers import conflict_answer, counts_answer, next_answer, place_answer
from webmap.pins.blueprint import PROJECT, bp
from webmap.pins.fields import SYSTEMS
from webmap.pins.lists import asked_list, list_query
from webmap.pins.words import method_words, phase_letters, phase_words

PHASE_OF_STAGE: dict[str, Phase] = {
    "contracted": "contracted",
    "paying": "contracted",
    "finished": "as_built",
}
HISTORY_SHOWN = 10


@bp.get(PROJECT)
def editor(project_id: int) -> str:
    """Show the map on which a project is pinned."""
    return render_template("pins/editor.html", **shown(project_id))


@bp.get(f"{PROJECT}/panel")
def panel(project_id: int) -> str:
    """Answer with the panel alone, for going on to the next project on the same map."""
    return render_template("pins/panel.html", **shown(project_id))


@bp.get(f"{PROJECT}.json")
def data(project_id: int) -> Response:
    """Answer with the places in force, by phase, and what is needed to save after them."""
    with database().reading(account_id()) as connection:
        project = project_to_pin(connection, project_id)
        places = places_of(connection, project_id)
    return jsonify(
        id=project_id,
        version=project["version"],
        located=project["located"],
        places={phase: place_answer(place) for phase, place in places.items()},
    )


def shown(project_id: int, conflict: PlaceConflict | None = None) -> dict[str, Any]:
    """Return what the templates need to show a project's pin; raises as `project_to_pin` does."""
    filters, sort = asked_list()
    with database().reading(account_id()) as connection:
        project = project_to_pin(connection, project_id)
        places = places_of(connection, project_id)
        history = place_history(connection, project_id)
        following = next_to_pin(connection, filters, sort, project_id)
        counts = pin_counts(connection, filters)
        ground = _ground(connection, project["authority_id"])
    current = next((places[phase] for phase in reversed(PHASES) if phase in places), None)
    phase = current.phase if current else PHASE_OF_STAGE.get(project["stage"], "planned")
    query = list_query(replace(filters, located=None), sort)
    state = {
        "id": project_id,
        "phase": phase,
        "version": project["version"],
        "authority": project["authority_id"],
        "places": {phase: place_answer(place) for phase, place in places.items()},
        "next": next_answer(following),
        "counts": counts_answer(counts),
        "outline": ground["outline"],
        "kind": _kind(project["category"]),
        "conflict": conflict_answer(conflict) if conflict else None,
    }
    return {
        "project": project,
        "authority_name": project["authority_en" if language() == "en" else "authority_th"],
        "current": current,
        "phase": phase,
        "places": places,
        "history": history[:HISTORY_SHOWN],
        "following": following,
        "counts": counts,
        "ground": ground,
        "conflict": conflict,
        "state": state,
        "account": account_id(),
        "query": query,
        "basemap": portal().settings.basemap_url,
        "systems": {code: words[language() == "en"] for code, words in SYSTEMS.items()},
        "phases": phase_words(),
        "phase_letters": phase_letters(),
        "methods": method_words(),
        "sizes": size_words(read_dimensions(project["title"]))[language() == "en"],
    }


def going_on(filters: Filters, sort: str, project_id: int, place: KnownPlace | None) -> dict[str, Any]:
    """Return what a browser needs after a change: what stands now, what comes next, and how many are left."""
    with database().reading(account_id()) as connection:
        following = next_to_pin(connection, filters, sort, project_id)
        counts = pin_counts(connection, filters)
    return {"place": place_answer(place), "next": next_answer(following), "counts": counts_answer(counts)}


def _kind(category: str) -> str:
    """Return what is usually drawn of a category's projects: `point`, `line` or `polygon`."""
    known = categories().get(category)
    return known.geometry if known else "point"


def _ground(connection: Connection[Row], authority_id: int) -> dict[str, Any]:
    """Return the outline of the authority's territory (GeoJSON text or None), and whose line it is."""
    territory = find_territory(connection, authority_id)
    if territory is None:
        return {"outline": None, "line": ""}
    return {"outline": outline(connection, territory), "line": line_of(territory)[language() == "en"]}
