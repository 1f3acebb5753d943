"""The order of a Thai dictionary, for names in lists."""

import re

_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
_MARKS = re.compile("[็-๎]")


def dictionary_key(text: str) -> tuple[str, str]:
    """Return a key that sorts as the Royal Institute's dictionary does.

    A vowel written before its consonant sorts after it; tone marks and the like only decide between equals.
    """
    spoken = _LEADING_VOWEL.sub(r"\2\1", text)
    return _MARKS.sub("", spoken), spoken
