"""The areas and authorities that a text names: `ต.แม่ยาว อ.เมือง จ.เชียงราย`, `อบต.แม่ยาว`, `Amphoe Mae Sai`."""

import re
from dataclasses import dataclass

from layers.areas.level import LEVELS, Level
from layers.locating.gazetteer import Gazetteer, NamedAuthority
from layers.wording import settle, squeeze

MOST_AREAS = 60
_THAI = "ก-๎"
_NAME = rf"\s*([{_THAI}][{_THAI}\s.]{{1,60}})"
_WORDS: dict[Level, re.Pattern[str]] = {
    "tambon": re.compile(
        rf"(?:(?<!เทศบาล)(?<!ส่วน)ตำบล|(?<![{_THAI}])ต\s?\.|แขวง){_NAME}"
        r"|(?<![a-z])(?:tambon|tambol|tumbon)\s+([a-z ]{2,40})"
    ),
    "amphoe": re.compile(
        rf"(?:อำเภอ|(?<![{_THAI}])อ\s?\.|(?<![{_THAI}])เขต){_NAME}"
        r"|(?<![a-z])(?:amphoe|amphur|khet)\s+([a-z ]{2,40})"
    ),
    "province": re.compile(
        rf"(?:(?<!ส่วน)จังหวัด|(?<![{_THAI}])จ\s?\.){_NAME}"
        r"|(?<![a-z])(?:changwat|province of)\s+([a-z ]{2,40})"
    ),
}
_AFTER: dict[Level, re.Pattern[str]] = {
    "tambon": re.compile(r"([a-z][a-z ]{1,40}?)\s+(?:sub-?district)(?![a-z])"),
    "amphoe": re.compile(r"([a-z][a-z ]{1,40}?)\s+district(?![a-z])"),
    "province": re.compile(r"([a-z][a-z ]{1,40}?)\s+province(?![a-z])"),
}
_TYPES = {
    "sao": r"องค์การบริหารส่วนตำบล|อบต\.?",
    "subdistrict": r"เทศบาลตำบล|ทต\.?",
    "town": r"เทศบาลเมือง|ทม\.?",
    "city": r"เทศบาลนคร|ทน\.?",
    "pao": r"องค์การบริหารส่วนจังหวัด|อบจ\.?",
    "": r"เทศบาล",
}
_AUTHORITY = re.compile(
    rf"(?<![{_THAI}])(?:"
    + "|".join(f"({words})" for words in _TYPES.values())
    + rf")\s*([{_THAI}][{_THAI}\s]{{1,60}})"
)
_ANY = re.compile(
    rf"ตำบล|อำเภอ|จังหวัด|แขวง|เขต|เทศบาล|องค์การ|(?<![{_THAI}])(?:[ตอจ]\s?\.|อบ[ตจ]|ท[ตมน])"
    r"|tamb|tumb|amph|changwat|district|province"
)
_BARE = re.compile(rf"[{_THAI}]{{2,40}}|[a-z]{{3,20}}(?: [a-z]{{2,20}}){{0,3}}")
_MUEANG = "เมือง"


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: codes of areas, any of which may be meant, all of one level; or authorities."""

    areas: tuple[str, ...] = ()
    authorities: tuple[NamedAuthority, ...] = ()


def named(text: str, known: Gazetteer, *, bare: bool = False) -> Named:
    """Return the finest areas, or the authorities, that a text names; none where too many could be meant.

    `bare` takes names without a word such as `ต.` before them too, as they stand behind a plus code.
    """
    line = settle(text)
    found: Named = Named()
    if _ANY.search(line):
        found = _by_words(line, known)
    if bare and not (found.areas or found.authorities):
        found = Named(_bare(line, known))
    return found if len(found.areas) + len(found.authorities) <= MOST_AREAS else Named()


def _by_words(line: str, known: Gazetteer) -> Named:
    within: list[str] = []
    for level in LEVELS:
        within = _at_level(line, level, known, within) or within
    authorities = [one for one in _authorities(line, known) if _fits(one, within)]
    return Named((), tuple(authorities)) if authorities else Named(tuple(within))


def _at_level(line: str, level: Level, known: Gazetteer, within: list[str]) -> list[str]:
    """Return the codes of a level that a line names, those within what the coarser levels said."""
    texts = [match[1] or match[2] for match in _WORDS[level].finditer(line)]
    texts += [match[1] for match in _AFTER[level].finditer(line)]
    codes = [code for text in texts for code in _codes(level, text, known, within)]
    return list(dict.fromkeys(code for code in codes if not within or code.startswith(tuple(within))))


def _codes(level: Level, text: str, known: Gazetteer, within: list[str]) -> list[str]:
    name = squeeze(text)
    codes = known.codes(level, name)
    if not codes and level == "amphoe" and name.startswith(_MUEANG):
        return [f"{code}01" for code in within if len(code) == 2 and f"{code}01" in known.names]
    return codes


def _authorities(line: str, known: Gazetteer) -> list[NamedAuthority]:
    found: list[NamedAuthority] = []
    for match in _AUTHORITY.finditer(line):
        kind = next(kind for at, kind in enumerate(_TYPES, 1) if match[at])
        names = known.named_authorities(squeeze(match[len(_TYPES) + 1]))
        found += [one for one in names if kind in ("", one.type)]
    return list(dict.fromkeys(found))


def _fits(authority: NamedAuthority, within: list[str]) -> bool:
    """Whether an authority can be the one meant beside the areas that a text names."""
    if not within:
        return True
    own = authority.amphoe_code or authority.province_code
    return any(own.startswith(code[:4]) or code.startswith(own) for code in within)


def _bare(line: str, known: Gazetteer) -> tuple[str, ...]:
    """Return the codes of the finest areas, provinces and amphoe, that words of a line may mean."""
    words = [squeeze(match[0]) for match in _BARE.finditer(line)]
    provinces = [code for word in words for code in known.areas.get(("province", word), ())]
    amphoe = [code for word in words for code in known.areas.get(("amphoe", word), ())]
    inside = [code for code in amphoe if not provinces or code.startswith(tuple(provinces))]
    return tuple(dict.fromkeys(inside or provinces))
