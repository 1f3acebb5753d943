"""A plain text as one line of few signs: digits, marks, and one letter for each word that means something.

° ' " are the marks, N S E W the directions, Φ Λ latitude and longitude, X Y themselves, and ¦ stands for
whatever means nothing here. Numbers that belong to something else (a height, a house, a sum of money) go too.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from geo.notation.repair import Repair
from geo.notation.sexagesimal import SEXAGESIMAL, divided, with_degrees

_THAI = "ก-๎"
_APART = rf"(?:(?<![{_THAI}])|(?<=จูด)|(?<=รุ้ง)|(?<=แวง))"
_MARKS = {
    r"[ฟพว]ิลิ[ปบ]ดา|(?<=[0-9]) ?วินาที|seconds?(?![a-z])|secs?\.?(?![a-z])|''|′′|´´|’’|‛‛|[″”“‟‶ʺˮ〃˝]": '"',
    r"ลิ[ปบ]ดา|(?<=[0-9]) ?นาที|minutes?(?![a-z])|mins?\.?(?![a-z])|[′’‘‛‵´`ʹʼ]": "'",
    r"องศา(?:ที่)?|(?<=[0-9]) ?ดีกรี|degrees?(?![a-z])|degs?\.?(?![a-z])|[º˚∘◦○⁰ᵒ]"
    r"|(?<=[0-9]) ?\u0e4d|(?<=[0-9])[*¬](?=[0-9])|(?<=[0-9]) ?d(?= ?[0-9]{1,2}(?:\.[0-9]{1,9})? ?['′’])": "°",
}
_LETTERS = {
    r"(?:ละติจู|ละติจุ|ลั?ตติจู|ลั?ติจู|แลต?ติจู|ละติดจู|ละจิจู|เส้นละติจู)[ดตท](?: ?ที่)?|เส้นรุ้ง(?: ?ที่)?"
    rf"|latitude|latitud|lat(?![a-z])|(?<![{_THAI}])(?:แลต|ละติ)(?![{_THAI}])|φ": "Φ",
    r"(?:ลองจิจู|ลองติจู|ลองจิจุ|ลองกิจู|ลองติดจู|ลองจิดจู|ลอนจิจู|ลองจู|เส้นลองจิจู)[ดตท](?: ?ที่)?|เส้นแวง(?: ?ที่)?"
    rf"|longt?itude|long(?![a-z])|lon(?![a-z])|lng(?![a-z])|(?<![{_THAI}])ลอง(?![{_THAI}])|λ": "Λ",
    rf"{_APART}เหนือ(?![{_THAI}])|north(?:ings?)?(?![a-z])|(?<![a-z])n(?![a-z])\.?"
    rf"|(?<=[0-9°'\"]) ?น(?![{_THAI}])\.?|(?<![{_THAI}.])น\.?(?= ?[0-9])": "N",
    rf"{_APART}ใต้(?![{_THAI}])|south(?![a-z])|(?<![a-z])s(?![a-z])\.?": "S",
    rf"{_APART}(?:ตะวัน)?ออก(?![{_THAI}])|east(?:ings?)?(?![a-z])|(?<![a-z])e(?![a-z])\.?"
    rf"|(?<=[0-9°'\"]) ?(?:ตอ|อ)(?![{_THAI}])(?:\.(?! ?[{_THAI}]))?(?! ?[{_THAI}.])"
    rf"|(?<![{_THAI}.])อ\.?(?= ?[0-9])": "E",
    rf"{_APART}ตะวันตก(?![{_THAI}])|west(?![a-z])|(?<![a-z])w(?![a-z])\.?": "W",
    r"(?<![a-z])x(?![a-z])|เอ็กซ์": "X",
    r"(?<![a-z])y(?![a-z])|วาย": "Y",
    rf"(?<![{_THAI}])(?:เมตร|ม\.)|(?<=[0-9]) ?m(?:et(?:er|re)s?)?(?![a-z])\.?": " ",
    r"[~!@#$%^*\\¦]": "¦",
}
_RAISED_O = re.compile(
    r"(?<![0-9.])([0-9]{1,3}) ?o(?= ?[0-9]{1,2}(?:\.[0-9]{1,9})? ?['\"])|(\.[0-9]{1,15}) ?o(?= ?[nesw,]|$)"
)
_DIGIT_OF = str.maketrans("oil", "011")
_LETTER_DIGIT = re.compile(
    r"(?<![a-z0-9.])(?=[0-9.]*[oil])(?=(?:[oil.]*[0-9]){3})[0-9oil]{1,3}\.[0-9oil]{3,15}(?![a-z0-9.])"
    r"|(?<=[0-9])o(?=[0-9.]|o[0-9.])|(?<=\.)o(?=[0-9])|(?<=[0-9]o)o(?=[0-9.])|(?<=[0-9][.])o|(?<=[0-9])[li](?=[0-9.])"
    r"|(?<![a-z0-9.])[li](?=[0-9]{1,2}\.[0-9li]{3})"
)
_METRE_OF = re.compile(r"(?<=[0-9]) ?m\.? ?([en])(?![a-z])\.?")
_THAI_METRE_OF = re.compile(rf"(?<![0-9])(0?[0-9]{{6,7}}(?:\.[0-9]{{1,3}})?) ?ม\.? ?(ตอ|อ|น)(?![{_THAI}])\.?")
_ASIDE = re.compile(r"(?<=[0-9°'\"]) ?\( ?([NSEW]) ?\)(?![ :=.]*[0-9])")
_SPACED_DECIMALS = re.compile(
    r"(?<![0-9.])((?:[5-9]|1[0-9]|20|9[7-9]|10[0-5])\.[0-9]{3}) ([0-9]{3})(?![0-9.])"
)
_POINT_WORD = re.compile(r"(?<![0-9.])([0-9]{1,3}) ?(?:จุด|point) ?(?=[0-9]{1,15}(?![0-9]|\.[0-9]))")
_KILOMETRES = re.compile(
    r"(?:(?<![a-z])(?P<before>[en])[ :=.]*)?(?<![0-9.,])"
    r"(?P<number>[0-9]{2,3}|[12],?[0-9]{3})\.(?P<part>[0-9]{3,6})"
    r" ?(?:km\.?|กม\.?)(?(before)| ?(?P<after>[en])(?![a-z]))"
)
_FILLER = re.compile(
    r"(?:จุด)?พิกัด(?:ภูมิศาสตร์|ที่ตั้ง|กริด|จุด|โครงการ)?|ค่า|แกน|ทิศ|ระยะ(?= ?(?:เหนือ|ตะวัน))|ที่ตั้ง|ตำแหน่ง|เท่ากับ|คือ|และ|กับ"
    r"|(?<![a-z])(?:and|is|at|coordinates?|coords?|location|position|utm|gps|mgrs|grid|wgs)(?![a-z])|ยูทีเอ็ม|จีพีเอส|ระบบ"
)
_AND = re.compile("และ|กับ|(?<![a-z])and(?![a-z])")
"""What stands between any two numbers: between those of a place only where the text says that it has one."""
_SAID = re.compile(
    r"พิกัด|ละติ|ลองจิ|ลองติ|แลต|รุ้ง|แวง|lat|lon|lng|coord|gps|utm|จีพีเอส|ตำแหน่ง|องศา|°|โซน|zone|mgrs|location|ปักหมุด|หมุด"
)
_NUMBER = (
    r"(?:[0-9]{1,3}(?:\.[0-9]{3}){1,4}(?:,[0-9]{1,2})?|[0-9][0-9,]{0,12}(?:\.[0-9]{1,3})?)(?![0-9]|\.[0-9])"
)
_BEFORE = re.compile(
    rf"""(?:(?:โทรศัพท์|โทรสาร|โทร|มือถือ|แฟกซ์|(?<![a-z])(?:tel|phone|mobile|fax))[\s:.=]*[+(]?[0-9][0-9\s()-]{{6,16}}[0-9]
    |(?<![{_THAI}])(?:(?:ม\.|ซ\.|ถ\.)\s*[0-9]{{1,3}}(?:/[0-9]{{1,3}})*(?![0-9.])|(?:ก\.ม\.|กม\.?(?:\s*ที่)?)\s*[0-9][0-9./+-]*)
    |(?:หมู่(?:บ้าน)?(?:ที่)?|ซอย(?:ที่)?|เลขที่|หลักกิโลเมตร(?:ที่)?|กิโลเมตรที่|จุดที่|ลำดับที่|ครั้งที่|วันที่|พ\.ศ\.|ค\.ศ\.|ทล\.|ทช\.|รทก\.?
    |ทางหลวง(?:ชนบท|แผ่นดิน)?(?:หมายเลข|สาย)?|โฉนด(?:ที่ดิน)?|รหัส(?:ไปรษณีย์|โครงการ)?|งบประมาณ
    |(?<![{_THAI}])(?:ข้อ(?:ที่)?|ชั้น(?:ที่)?|สาย(?:ที่)?|ระวาง|ปี(?:งบประมาณ)?|เวลา|ระดับ(?:น้ำทะเล)?|ขนาด|ระยะทาง|จำนวน|งบ|ราคา|วงเงิน
    |(?:ความ)?(?:สูง|กว้าง|ยาว|หนา|ลึก|แม่นยำ|ถูกต้อง|คลาดเคลื่อน|ละเอียด)(?:จากระดับน้ำทะเล)?)
    |(?<![a-z])(?:accuracy|acc|precision|elevation|elev|ele|altitude|alt|height|hgt|msl|no|hdop|pdop|sta|km|id)(?![a-z]))
    [\s:.=~±]*(?:ประมาณ\s*)?{_NUMBER}(?:[/+-][0-9]+)*
    |(?:±|\+/-|\+-)\s*{_NUMBER})""",
    re.VERBOSE,
)
_AFTER = re.compile(
    rf"""(?<![0-9.,])(?:{_NUMBER}\s*(?:บาท|฿|thb|baht|กม\.|กม(?![{_THAI}])|ก\.ม\.|กิโลเมตร|ตร\.|ตาราง|ซม\.?(?![{_THAI}])|มม\.?(?![{_THAI}])|นิ้ว|%|(?:km|cm|mm|ha|kg|sqm)(?![a-z])|ลบ\.|รทก|กก\.|กิโลกรัม|ตัน(?![{_THAI}])|ลิตร|วัตต์|โวลต์|แอมป์|ล้าน|(?:bar|kpa|mpa|psi|ksc|kw|kva)(?![a-z]))
    |[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?\s*(?:ไร่|งาน|วา(?![{_THAI}])|คน|ครัวเรือน|หลัง|ปี|เดือน|วัน(?![{_THAI}])|แห่ง|ชั้น|จุด|เมตร|ม\.(?!\s*[0-9])|m(?:et(?:er|re)s?)?(?![a-z.])|m\.(?!\s*[en]))
    |[0-9]{{1,2}}[.:][0-9]{{2}}\s*น\.(?!\s*,?\s*[0-9]+\.[0-9]+\s*(?:อ|ตะวัน|e|°)))""",
    re.VERBOSE,
)
_FOREIGN = re.compile(
    r"""[0-9]{1,3}\+[0-9]{3}(?:\.[0-9]{1,3})?(?![0-9])          # a station of a road
    |(?:มุม|(?<![a-z])(?:angle|bearing|azimuth))[\s:=.]*        # an angle, no place
     [0-9]{1,3}\s?°(?:\s?[0-9]{1,2}\s?')?(?!\s?[0-9.,"NSEWnsew])
    |(?<![0-9.,/])[0-9]{1,4}(?:/[0-9]{1,4})+(?![0-9.])          # a house, a date
    |(?<![0-9.,])[0-9]{1,4}(?:\.[0-9]{1,2})?\s?[x×]\s?[0-9]{1,4}(?:\.[0-9]{1,2})?(?![0-9.])
    |(?<![0-9.,-])(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[.-][0-9]{1,2}[.-](?:19|2[05])[0-9]{2})(?![0-9.,-])
    |(?<![0-9.,-])[0-9]{4,10}(?:-[0-9]{4,10}){1,3}-[0-9]{1,3}(?![0-9.-])    # the number of some property
    |(?<![0-9.,-])(?:[0-9]{1,5}-){3,}[0-9]{1,5}(?![0-9-])       # an identity number
    |(?<![0-9.,-])0[0-9]{1,2}-[0-9]{3,4}-?[0-9]{3,4}(?![0-9-])  # a telephone
    |(?<![0-9.,])[0-9]{1,2}\)\s?|(?:^|(?<=\s))[0-9]\.\s+(?=[0-9]{1,3}[.°])
    |(?<![a-z0-9])(?![nesw][0-9])[a-df-mo-rt-vz][a-z]{0,2}-?[0-9]{1,3}(?![0-9.°a-z])""",
    re.VERBOSE,
)
_SPACED_NORTHING = re.compile(r"(?<![0-9.,])(0?[12]) ([0-9]{3}) ([0-9]{3})(?! ?[0-9]{3}(?![0-9]))(?![0-9])")
_SPACED_EASTING = re.compile(r"(?<![0-9.,])(0?[1-8][0-9]{2}) ([0-9]{3})(?![0-9])")
_SPACED_METRES = re.compile(r"([ENXY][ :=.]*)([1-9][0-9]{2}) ([0-9]{3})(?![0-9]|[ .,]?[0-9]{3}(?![0-9]))")
_LOOSE_DOT = re.compile(r"(?<![0-9.,])([0-9]{1,3})(?: \. ?|\. )([0-9]{3,})")
_DOUBLE_DOT = re.compile(r"(?<=[0-9])\.\.(?=[0-9])")
_REST = re.compile(r"[^0-9.,;:/&+\-°'\"?NSEWΦΛXY=()\s]+")
_TWICE = re.compile(r"([ΦΛNEXY])[ ().:]{1,4}\1(?![NSEWXYΦΛ])")
_BREAKS = re.compile(r"[\s¦]*¦[\s¦]*")
_LIKE_A_PLACE = re.compile(
    r"(?<![0-9.,])(?:(?:0?[5-9]|1[0-9]|20|0?9[7-9]|10[0-5])\.[0-9]{2,15}"
    r"|0?[1-9][0-9]{5}(?:\.[0-9]{1,3})?|[12][0-9]{6}(?:\.[0-9]{1,3})?)(?![0-9.]|,[0-9]{3}(?![0-9]))"
)
_MARK = re.compile("|".join(f"({pattern})" for pattern in _MARKS))
_LETTER = re.compile("|".join(f"({pattern})" for pattern in _LETTERS))
_MARK_OF, _LETTER_OF = list(_MARKS.values()), list(_LETTERS.values())
_PLAIN = re.compile(r"[0-9.,;:/&+\-°'\"?=()\s]*")


@dataclass(frozen=True, slots=True)
class Line:
    """The signs of a text, whether it says that it writes a place, and what its numbers had to suffer."""

    signs: str
    said: bool
    repairs: tuple[Repair, ...] = ()

    def more(self, spans: Iterable[tuple[int, int]] = ()) -> int:
        """Return how many numbers outside of some spans look like one of a place in Thailand."""
        taken = list(spans)
        return sum(
            not any(start <= match.start() < end for start, end in taken)
            for match in _LIKE_A_PLACE.finditer(self.signs)
        )

    @property
    def bare(self) -> bool:
        """Whether there is nothing but the numbers and words of a place."""
        return "¦" not in self.signs


def line_of(text: str, *, zoned: bool = False) -> Line:
    """Return the line of a plain text without its system; takes time linear in the text's length.

    `zoned` says that the text named a zone, so that its numbers are those of a place.
    """
    repairs: list[Repair] = []
    if _PLAIN.fullmatch(text):
        plain = with_degrees(text, repairs) if SEXAGESIMAL.search(text) else text
        return _settled(_FOREIGN.sub("¦", plain), "°" in plain, repairs)
    said = _SAID.search(text) is not None
    text = _with_points(divided(text), repairs)
    text = _in_metres(text)
    text = _MARK.sub(lambda match: _MARK_OF[(match.lastindex or 1) - 1], text)
    text = _RAISED_O.sub(lambda match: f"{match[1] or match[2]}°", text)
    text = with_degrees(text, repairs)
    text, letters = _LETTER_DIGIT.subn(lambda match: match[0].translate(_DIGIT_OF), text)
    if letters:
        repairs.append(Repair.LETTER_FOR_DIGIT)
    text = _METRE_OF.sub(r"\1 ", text)
    text = _THAI_METRE_OF.sub(_metres_of, text)
    for foreign in (_BEFORE, _AFTER, _FOREIGN):
        text = foreign.sub("¦", text)
    if not (said or zoned):
        text = _AND.sub("¦", text)
    text = _FILLER.sub(" ", text)
    text = _LETTER.sub(lambda match: _LETTER_OF[(match.lastindex or 1) - 1], text)
    return _settled(_REST.sub("¦", text), said, repairs)


def _with_points(text: str, repairs: list[Repair]) -> str:
    """Put a point where a text says the word for it, in both its numbers."""
    if len(_POINT_WORD.findall(text)) < 2:
        return text
    repairs.append(Repair.POINT_IN_WORDS)
    return _POINT_WORD.sub(r"\1.", text)


def _in_metres(text: str) -> str:
    """Return a text whose easting and northing are in kilometres with both of them in metres."""
    axes = {match["before"] or match["after"] for match in _KILOMETRES.finditer(text)}
    return _KILOMETRES.sub(_thousandfold, text) if axes == {"e", "n"} else text


def _thousandfold(match: re.Match[str]) -> str:
    whole, part = match["number"].replace(",", ""), match["part"]
    return f"{match['before'] or match['after']} {whole}{part[:3]}.{part[3:] or '0'} "


def _metres_of(match: re.Match[str]) -> str:
    return f"{match[1]} {'n' if match[2] == 'น' else 'e'} "


def _settled(text: str, said: bool, repairs: list[Repair]) -> Line:
    text = _SPACED_NORTHING.sub(r"\1\2\3", text)
    text = _SPACED_EASTING.sub(_joined_easting(text), text)
    if len(_SPACED_METRES.findall(text)) == 2:
        text = _SPACED_METRES.sub(r"\1\2\3", text)
    text, loose = _LOOSE_DOT.subn(r"\1.\2", text)
    text, double = _DOUBLE_DOT.subn(".", text)
    if loose or double:
        repairs.append(Repair.SPACE_IN_NUMBER)
    if len(_SPACED_DECIMALS.findall(text)) == 2:
        text = _SPACED_DECIMALS.sub(r"\1\2", text)
        repairs.append(Repair.SPACE_IN_NUMBER)
    text = _ASIDE.sub(r" \1", _TWICE.sub(r"\1", text))
    text = _BREAKS.sub("¦", " ".join(text.split()))
    return Line(text, said, tuple(repairs))


def _joined_easting(text: str) -> str:
    """Join an easting with a space only where there is a northing for it."""
    return r"\1\2" if re.search(r"(?<![0-9])0?[12][0-9]{6}(?![0-9])|[0-9]{3},[0-9]{3}", text) else r"\1 \2"
