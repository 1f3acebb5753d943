"""The reasons that a photograph can be judged by, with their texts."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

Subject = Literal["place", "time", "use"]
Verdict = Literal["supports", "against", "unknown"]
Pair = tuple[str, str]
Words = dict[str, Pair]
"""Words to put into a reason's texts, each in Thai and English."""


@dataclass(frozen=True)
class Reason:
    """One thing that a photograph says or does not say: about place, time or use, with both texts.

    `project` is the other project that it names, to be led to.
    """

    code: str
    subject: Subject
    verdict: Verdict
    thai: str
    english: str
    project: int | None = None


@cache
def reasons() -> Mapping[str, Reason]:
    """Return every reason by its code, with `{words}` to be filled in."""
    with (files(__package__) / "reasons.csv").open(encoding="utf-8") as file:
        return {row["code"]: _reason(row) for row in csv.DictReader(file)}


def reason(code: str, words: Words | None = None, project: int | None = None) -> Reason:
    """Return a reason with its words filled in."""
    plain, words = reasons()[code], words or {}
    thai, english = ({name: pair[i] for name, pair in words.items()} for i in (0, 1))
    said = plain.thai.format(**thai), _sentence(plain.english.format(**english))
    return Reason(plain.code, plain.subject, plain.verdict, *said, project)


def _reason(row: Mapping[str, str]) -> Reason:
    subject, verdict = cast(Subject, row["subject"]), cast(Verdict, row["verdict"])
    return Reason(row["code"], subject, verdict, row["thai"], row["english"])


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
