"""The dimensions that a Thai project's title carries: widths, lengths, thickness and area.

Titles of works say what is to be built, such as "กว้าง 5.00 ม. ยาว 1,745 ม. หนา 0.15 ม. หรือพื้นที่ไม่น้อยกว่า
8,725 ตร.ม.", or in several stretches, "ช่วงที่ 1 กว้าง 4 เมตร ยาว 120 เมตร ช่วงที่ 2 …", or as "4.00 x 250 เมตร".
Areas that are served (พื้นที่รับประโยชน์), floors (พื้นที่ใช้สอย), shoulders (ไหล่ทาง), and sizes of pipes are not the
works' own dimensions and are left alone.
"""

import re
from dataclasses import dataclass, replace

from geo.thai.digits import arabic_digits, one_line

LONGEST = 2_000
RAI, NGAN, SQUARE_WA = 1600.0, 400.0, 4.0
"""Square metres of a ไร่, a งาน and a ตารางวา (พ.ร.บ. มาตราชั่ง ตวง วัด)."""

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,9})(?:\.\d{1,6})?"
_UNIT = r"(?:กิโลเมตร|กม\.?|km\b\.?|เซนติเมตร|เซ็นติเมตร|ซ\.?ม\.?|cm\b\.?|เมตร|ม\.|ม(?![ก-๙])|metres?\b|m\b\.?)"
_WORDS = "เฉลี่ย|ประมาณ|ไม่น้อยกว่า|ไม่ต่ำกว่า|ไม่เกิน|ตั้งแต่|โดยเฉลี่ย|เท่ากับ|รวมทั้งสิ้น|รวม|ทั้งหมด|ทั้งสิ้น|ทาง|ขนาด|โดย"
_ABOUT = rf"(?:\s*(?:{_WORDS}|[:=]))*\s*"


def _value(name: str) -> str:
    """Return the pattern of a number of metres, or of a range of them, with or without its unit."""
    return rf"(?P<{name}>{_NUMBER})(?:\s*(?:-|–|ถึง)\s*(?P<{name}_to>{_NUMBER}))?\s*(?P<{name}_unit>{_UNIT})?"


_BEFORE_TOTAL = r"(?P<sum>รวม(?:ความ)?(?:ระยะ)?(?:ทาง)?\s*)?"
_LENGTH = rf"{_BEFORE_TOTAL}(?:(?:ความ)?ยาว|ระยะทาง)(?P<total>{_ABOUT}){_value('length')}"
_BY = rf"\s*(?:{_UNIT})?\s*[x×*X]\s*"
_CROSS = rf"(?P<a>{_NUMBER}){_BY}(?P<b>{_NUMBER})(?:{_BY}(?P<c>{_NUMBER}))?\s*(?P<cross_unit>{_UNIT})"
_SQUARE = r"(?:ตารางเมตร|ตร\.?\s?ม\.?|sq\.?\s?m\b\.?)"
_WA = rf"(?:\s*(?P<wa>{_NUMBER})\s*(?:ตารางวา|ตร\.?\s?ว\.?|วา))?"
_RAI = rf"(?P<rai>{_NUMBER})\s*ไร่(?:\s*(?P<ngan>{_NUMBER})\s*งาน)?{_WA}"
_HEAD = r"(?P<all_area>รวม\s*)?(?:พื้นที่|เนื้อที่)(?P<area_words>[^\d]{0,40}?)"
_AREA = rf"{_HEAD}(?:(?P<square>{_NUMBER})\s*{_SQUARE}|{_RAI})"
_TOKEN = re.compile(
    rf"(?P<stretch>(?:ช่วง|ตอน|สาย|จุด|แห่ง|เส้น)ที่\s*\d{{1,3}})|{_AREA}|{_LENGTH}"
    rf"|กว้าง(?P<side>ข้างละ|ด้านละ)?{_ABOUT}{_value('width')}"
    rf"|หนา{_ABOUT}{_value('thick')}|{_CROSS}",
    re.IGNORECASE,
)
_NOT_OWN_AREA = re.compile(r"รับประโยชน์|ชลประทาน|ใช้สอย|รับน้ำ|การเกษตร|เพาะปลูก|ส่งน้ำ|ประโยชน์|บริการ|ได้รับ")
_NOT_OWN_WIDTH = re.compile(r"(?:ไหล่ทาง|ทางเท้า|ก้น|ท้อง|สันฝาย|สัน)\s*$")
_PIPE = re.compile(r"(?:ท่อ|[Øø⌀]|เส้นผ่า|บ่อพัก|ฝา|เหลี่ยม|เสา|ป้าย|ช่อง)[^\d]{0,24}$")
_SHORTEST_CROSS = 8.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of the works, in metres and square metres; None for what its words do not say."""

    width_m: float | None = None
    length_m: float | None = None
    thickness_m: float | None = None
    area_m2: float | None = None


@dataclass(frozen=True, slots=True)
class Dimensions:
    """What a title says of the works' size.

    `length_m` is that of all stretches together (a stated sum wins), `width_m` that of the first,
    `area_m2` the one stated, `worked_area_m2` the sum of width × length where every stretch has both.
    """

    stretches: tuple[Stretch, ...] = ()
    total_length_m: float | None = None
    total_area_m2: float | None = None

    @property
    def length_m(self) -> float | None:
        """Metres of all stretches together; None where no length is said."""
        if self.total_length_m is not None:
            return self.total_length_m
        lengths = [stretch.length_m for stretch in self.stretches if stretch.length_m]
        return sum(lengths) if lengths else None

    @property
    def width_m(self) -> float | None:
        """Metres across, of the first stretch that says it."""
        return next((stretch.width_m for stretch in self.stretches if stretch.width_m), None)

    @property
    def area_m2(self) -> float | None:
        """Square metres as stated; None where only width and length are."""
        if self.total_area_m2 is not None:
            return self.total_area_m2
        areas = [stretch.area_m2 for stretch in self.stretches if stretch.area_m2]
        return sum(areas) if areas else None

    @property
    def worked_area_m2(self) -> float | None:
        """Width × length of every stretch together; None unless each has both."""
        sides = [(s.width_m, s.length_m) for s in self.stretches if s.width_m or s.length_m]
        if not sides or not all(width and length for width, length in sides):
            return None
        return sum((width or 0) * (length or 0) for width, length in sides)


def read_dimensions(title: str) -> Dimensions:
    """Return the dimensions that a title carries; empty ones where it has none. Never raises."""
    text = one_line(arabic_digits(title[:LONGEST]))
    reader = _Reader(text)
    for token in _TOKEN.finditer(text):
        reader.take(token)
    return reader.dimensions()


class _Reader:
    """Gathers the tokens of one title into stretches."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._done: list[Stretch] = []
        self._now = Stretch()
        self._length: float | None = None
        self._area: float | None = None

    def take(self, token: re.Match[str]) -> None:
        """Take one token in its turn."""
        if token["stretch"]:
            self._next()
        elif token["square"] or token["rai"]:
            self._take_area(token)
        elif token["length"]:
            self._take_length(token)
        elif token["width"]:
            self._take_width(token)
        elif token["thick"]:
            self._now = replace(self._now, thickness_m=_metres(token, "thick"))
        elif token["a"]:
            self._take_cross(token)

    def dimensions(self) -> Dimensions:
        """Return what was gathered."""
        self._next()
        areas = [stretch.area_m2 for stretch in self._done if stretch.area_m2]
        # One area behind several stretches is that of all.
        of_all = areas[0] if len(areas) == 1 and len(self._done) > 1 else None
        return Dimensions(tuple(self._done), self._length, self._area or of_all)

    def _next(self) -> None:
        if self._now != Stretch():
            self._done.append(self._now)
        self._now = Stretch()

    def _take_area(self, token: re.Match[str]) -> None:
        words = token["area_words"]
        if _NOT_OWN_AREA.search(words):
            return
        value = _square_metres(token)
        if token["all_area"] or "รวม" in words or "ทั้งหมด" in words or "ทั้งสิ้น" in words:
            self._area = value
        else:
            self._now = replace(self._now, area_m2=value)

    def _take_length(self, token: re.Match[str]) -> None:
        value = _metres(token, "length")
        if token["sum"] or any(word in token["total"] for word in ("รวม", "ทั้งหมด", "ทั้งสิ้น")):
            self._length = value
            return
        if self._now.length_m is not None:
            self._next()
        self._now = replace(self._now, length_m=value)

    def _take_width(self, token: re.Match[str]) -> None:
        if token["side"] or _NOT_OWN_WIDTH.search(self._text, max(0, token.start() - 20), token.start()):
            return
        if self._now.length_m is not None and self._now.width_m is not None:
            self._next()
        if self._now.width_m is None:
            self._now = replace(self._now, width_m=_metres(token, "width"))

    def _take_cross(self, token: re.Match[str]) -> None:
        unit = _unit(token["cross_unit"])
        first, second = (_number(token[name]) * unit for name in "ab")
        before = self._text[max(0, token.start() - 40) : token.start()]
        if max(first, second) < _SHORTEST_CROSS or _PIPE.search(before):
            return
        if self._now.length_m is not None or self._now.width_m is not None:
            self._next()
        thick = _number(token["c"]) * unit if token["c"] else None
        self._now = replace(
            self._now, width_m=min(first, second), length_m=max(first, second), thickness_m=thick
        )


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _metres(token: re.Match[str], name: str) -> float:
    """Return a value in metres; of a range such as 4.00-5.00, the middle."""
    first = _number(token[name])
    last = _number(token[f"{name}_to"]) if token[f"{name}_to"] else first
    return (first + last) / 2 * _unit(token[f"{name}_unit"])


def _unit(text: str | None) -> float:
    word = (text or "").lower()
    if word.startswith(("กิโล", "กม", "km")):
        return 1000.0
    return 0.01 if word.startswith(("เซ", "ซ", "cm")) else 1.0


def _square_metres(token: re.Match[str]) -> float:
    if token["square"]:
        return _number(token["square"])
    parts = ((token["rai"], RAI), (token["ngan"], NGAN), (token["wa"], SQUARE_WA))
    return sum(_number(text) * size for text, size in parts if text)
