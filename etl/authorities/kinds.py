"""The type of an authority: by what the list calls it, by its name, or by the first digit of DLA's code."""

from functools import cache

from layers.codes import authority_types
from layers.wording import squeeze

PATTAYA = "พัทยา"
_WORDS_BEFORE = {"อบจ": "pao", "อบต": "sao", "ทน": "city", "ทม": "town", "ทต": "subdistrict"}


def type_of_text(text: str) -> str | None:
    """Return the type that a text names, such as `เทศบาลตำบล`, `ทต.`, `sao`; None for none."""
    return _by_name().get(squeeze(text))


def type_of_digit(code: str, name: str) -> str | None:
    """Return the type that the first digit of a DLA code stands for; 3 is also Pattaya's."""
    if PATTAYA in name and code.startswith(authority_types()["special"].dla_digit):
        return "special"
    digits = {kind.dla_digit: kind.code for kind in authority_types().values() if kind.code != "special"}
    return digits.get(code[:1])


def split_name(name: str) -> tuple[str | None, str]:
    """Return the type that stands before a name, if any, and the name without it."""
    for words, kind in _before().items():
        rest = name.removeprefix(words).lstrip(" .")
        if rest and rest != name:
            return kind, rest
    return None, name


@cache
def _by_name() -> dict[str, str]:
    kinds = authority_types().values()
    names = [
        (name, kind.code)
        for kind in kinds
        for name in (kind.code, kind.name_th, kind.name_en, kind.short_th, kind.dla_label)
        if name
    ]
    return {squeeze(name): code for name, code in [*names, ("เมืองพัทยา", "special")]}


@cache
def _before() -> dict[str, str]:
    """Words that may stand before a name, longest first; a short one only with its dot or a space."""
    long = {kind.name_th: kind.code for kind in authority_types().values()}
    short = {f"{word}{mark}": kind for word, kind in _WORDS_BEFORE.items() for mark in (".", " ")}
    words = long | short
    return {word: words[word] for word in sorted(words, key=len, reverse=True)}
