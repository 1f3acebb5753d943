"""Thai digits, and Thai text in the one form that compares equal."""

import re
import unicodedata

_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Nikhahit and sara aa typed one by one, with a tone mark perhaps between or before them.
_SPLIT_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_SPLIT_SARA_AE = re.compile("\u0e40\u0e40")


def arabic_digits(text: str) -> str:
    """Return the text with Thai digits as 0-9."""
    return text.translate(_ARABIC)


def thai_digits(text: str) -> str:
    """Return the text with 0-9 as Thai digits, as official letters print them."""
    return text.translate(_THAI)


def normalise(text: str) -> str:
    """Return the text in NFC, composed sara am and sara ae, plain spaces, nothing invisible, no outer blanks.

    Digits, letters' case and line breaks stay as they are.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFC", text)
    text = _SPLIT_SARA_AE.sub("\u0e41", _SPLIT_SARA_AM.sub("\\1\u0e33", text))
    return text.strip()


def one_line(text: str) -> str:
    """Return the normalised text with every run of blanks and line breaks as one space."""
    return " ".join(normalise(text).split())
