"""The English of the portal: every Thai text of the sources has one, with the same things filled in."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import webmap

PORTAL = Path(webmap.__path__[0])
ENGLISH = PORTAL / "translations" / "en" / "LC_MESSAGES"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
SLOTS = re.compile(r"%\(\w+\)s|\{\w+\}|</?\w+>")


def sources() -> set[str]:
    """Return every text of the sources that is to be translated."""
    return {
        message for _, _, message, _, _ in extract_from_dir(str(PORTAL), METHODS) if isinstance(message, str)
    }


def english() -> Catalog:
    """Return the catalogue as it is written."""
    with (ENGLISH / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


def test_every_text_has_its_english() -> None:
    there = {str(message.id) for message in english() if message.string}
    assert sorted(sources() - there) == []


def test_nothing_is_translated_that_is_not_said() -> None:
    assert sorted({str(message.id) for message in english() if message.id} - sources()) == []


def test_the_english_is_english_and_fills_in_the_same() -> None:
    for message in english():
        assert not re.search(r"[ก-๛]", str(message.string)), message.id
        if message.id:
            assert set(SLOTS.findall(str(message.id))) == set(SLOTS.findall(str(message.string))), message.id


def test_what_is_served_is_what_is_written() -> None:
    with (ENGLISH / "messages.mo").open("rb") as file:
        served = {message.id: message.string for message in read_mo(file) if message.id}
    assert served == {message.id: message.string for message in english() if message.id}
