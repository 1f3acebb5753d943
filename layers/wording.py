"""Thai wording as people type it: spellings brought together, and known words found in a text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from geo.thai.digits import arabic_digits, one_line

# What is left of sara am where a PDF file lost its nikhahit: a sara aa standing apart from its consonant.
_LOOSE_SARA_AM = re.compile("(?<=[ก-ฮ]) ([\u0e48-\u0e4b]?)\u0e32")
_UNSETTLED = re.compile("[๐-๙]| [\u0e48-\u0e4b]?\u0e32")
_PLACE_BEFORE = re.compile(r"(?:(?<!หมู่)บ้าน|ตำบล|อำเภอ|จังหวัด|แขวง|กรม|วัด|โรงเรียน|(?<![ก-๙])[ตอจ]\.|[a-z])$")
_KEY = 3
_LOOK_BACK = 10


def settle(text: str) -> str:
    """Bring spellings together: one line, composed vowels, Arabic digits, small letters.

    Also mends what PDF files do to sara am (`น ้า`, `จัดท า`).
    """
    text = one_line(text).casefold()
    if _UNSETTLED.search(text):
        text = _LOOSE_SARA_AM.sub("\\1\u0e33", arabic_digits(text))
    return text


def squeeze(text: str) -> str:
    """Settle a text and drop its spaces and dots, so that `อบต. แม่ใส` and `อบตแม่ใส` are one."""
    return re.sub(r"[\s.]", "", settle(text))


@dataclass(frozen=True, slots=True)
class Found:
    """A word found in a text: where it starts and ends, and the code that it stands for."""

    start: int
    end: int
    code: str


class Words:
    """Words that stand for codes, found in a settled text in time that does not grow with their number."""

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        """Take (word, code) pairs; a word has at least three characters."""
        index: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for word, code in words:
            index[word[:_KEY]].append((word, code))
        self._index: Mapping[str, list[tuple[str, str]]] = {
            key: sorted(entries, key=lambda entry: -len(entry[0])) for key, entries in index.items()
        }

    def first(self, text: str) -> Found | None:
        """Return the word that starts first, the longest of those that start there.

        A word that is part of a place's name (`บ้านสะพานหิน`) does not count.
        """
        for found in self._starts(text):
            if not _PLACE_BEFORE.search(text[max(0, found.start - _LOOK_BACK) : found.start]):
                return found
        return None

    def all(self, text: str) -> list[Found]:
        """Return every word of a text from left to right, the longest at each place, none inside another."""
        hits: list[Found] = []
        for found in self._starts(text):
            if not hits or found.start >= hits[-1].end:
                hits.append(found)
        return hits

    def _starts(self, text: str) -> Iterator[Found]:
        for start in range(len(text) - _KEY + 1):
            for word, code in self._index.get(text[start : start + _KEY], ()):
                if text.startswith(word, start):
                    yield Found(start, start + len(word), code)
                    break
