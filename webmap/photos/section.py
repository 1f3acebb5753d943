"""The photographs of a project as its page shows them, and as data."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for
from psycopg import Connection

from geo.database import Row
from layers.photos.judging import Evidence, evidence_of
from layers.photos.photo import PHASES, SIZES, Phase, Photo
from layers.projects.place_lock import not_found
from webmap.context import account_id, database
from webmap.frame import signed_in
from webmap.photos import words
from webmap.photos.admitting import MOST_FILES
from webmap.photos.blueprint import PHOTOS, bp
from webmap.pins.words import phase_words

LIKELY: dict[str, Phase] = {
    "plan": "before",
    "approved": "before",
    "contracted": "during",
    "paying": "during",
    "finished": "after",
}


@dataclass(frozen=True)
class Section:
    """What a page shows: the photographs that stand, by phase (those of none last), and those withdrawn."""

    project_id: int
    phases: dict[Phase, list[Evidence]]
    withdrawn: list[Evidence]
    may_add: bool
    likely: Phase

    @property
    def count(self) -> int:
        """How many stand."""
        return sum(len(each) for each in self.phases.values())

    @property
    def own(self) -> bool:
        """Whether the asker may see what they say."""
        return any(each.judged for those in self.phases.values() for each in those)

    @property
    def best(self) -> dict[Phase, Evidence]:
        """One of each phase of the work to look at side by side: the last, of those not held against it."""
        found: dict[Phase, Evidence] = {}
        for phase, those in self.phases.items():
            good = [each for each in those if each.judged is None or each.judged.verdict != "against"]
            if phase != "unknown" and those:
                found[phase] = (good or those)[-1]
        return found

    @property
    def placed(self) -> list[Evidence]:
        """Those that say where they were taken, to those who may know."""
        return [each for those in self.phases.values() for each in those if each.photo.taken.lat is not None]

    @property
    def points(self) -> list[dict[str, Any]]:
        """Where they were taken, for a map."""
        return [
            {
                "id": each.photo.id,
                "point": [each.photo.taken.lon, each.photo.taken.lat],
                "heading": each.photo.taken.heading,
                "verdict": each.judged.verdict if each.judged else None,
            }
            for each in self.placed
        ]

    @property
    def shown(self) -> bool:
        """Whether there is anything to show."""
        return self.may_add or self.count > 0 or bool(self.withdrawn)


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {
        "photos_of": section_of,
        "photo_words": words,
        "photo_phases": words.phase_words,
        "photo_verdicts": words.verdict_words,
        "place_phases": phase_words,
        "signed_account": account_id,
    }


@bp.get(PHOTOS)
def section(project_id: int) -> str:
    """Answer with the part of a project's page that shows its photographs."""
    return render_template("photos/section.html", photos=section_of(project_id), most=MOST_FILES)


@bp.get(f"{PHOTOS}.json")
def data(project_id: int) -> dict[str, Any]:
    """Answer with the photographs of a project; what they say only to those who may see when and where."""
    with database().reading(account_id()) as connection:
        _known(connection, project_id)
        found = evidence_of(connection, project_id)
    return {"photos": [data_of(each) for each in found]}


def section_of(project_id: int) -> Section:
    """Return the photographs of a project as the asker may see them; raises `NotFound`."""
    with database().reading(account_id()) as connection:
        project = _known(connection, project_id)
        found = evidence_of(connection, project_id)
    standing = [each for each in found if each.photo.withdrawn_at is None]
    return Section(
        project_id,
        {phase: [each for each in standing if each.photo.phase == phase] for phase in PHASES},
        [each for each in found if each.photo.withdrawn_at is not None],
        _may_add(project["authority_id"]),
        LIKELY.get(project["stage"], "unknown"),
    )


def answer_of(project_id: int, photo_id: int) -> dict[str, Any]:
    """Return a photograph that was just changed, as data."""
    with database().reading(account_id()) as connection:
        found = evidence_of(connection, project_id)
    return {"photo": next(data_of(each) for each in found if each.photo.id == photo_id)}


def data_of(evidence: Evidence) -> dict[str, Any]:
    """Return a photograph: its addresses, phase, day and caption; for its own seats, all that it says."""
    photo, judged = evidence.photo, evidence.judged
    told: dict[str, Any] = {
        "id": photo.id,
        "phase": photo.phase,
        "caption": photo.caption,
        "taken_on": photo.taken_on.isoformat() if photo.taken_on else None,
        "copies": {str(size): _address(photo, size) for size in SIZES},
    }
    if not photo.own:
        return told
    taken = photo.taken
    return told | {
        "shown": photo.shown,
        "file_name": photo.file_name,
        "sha256": photo.sha256,
        "lat": taken.lat,
        "lon": taken.lon,
        "accuracy_m": taken.accuracy_m,
        "place_from": taken.place_from,
        "heading": taken.heading,
        "taken_at": taken.taken_at.isoformat() if taken.taken_at else None,
        "taken_from": taken.taken_from,
        "withdrawn": photo.withdrawn_reason,
        "verdict": judged.verdict if judged else None,
        "distance_m": round(judged.distance_m, 1) if judged and judged.distance_m is not None else None,
        "said": words.brief(judged) if judged else None,
        "reasons": [
            {"code": each.code, "subject": each.subject, "verdict": each.verdict, "text": words.said(each)}
            for each in (judged.reasons if judged else ())
        ],
    }


def _address(photo: Photo, size: int) -> str:
    return url_for("photos.copy", project_id=photo.project_id, photo_id=photo.id, size=size)


def _known(connection: Connection[Row], project_id: int) -> Row:
    project = connection.execute(
        "SELECT authority_id, stage FROM visible_project WHERE project_id = %s", [project_id]
    ).fetchone()
    if project is None:
        raise not_found()
    return project


def _may_add(authority_id: int) -> bool:
    who = signed_in()
    return who is not None and any(
        seat.role == "admin" or seat.authority_id == authority_id
        for seat in who.holds("engineering", "planning", "admin")
    )
