"""The fields of a feature, with texts that GDAL was told are ISO-8859-1 decoded as what they are."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from etl.readers.encoding import decode_field, decode_name
from etl.readers.header import unlike
from etl.readers.problem import Problem
from geo.thai.unreadable import shown


class FieldTexts:
    """Reads the properties of features whose fields GDAL calls `names`; `encoding` is None where GDAL
    decoded them.
    """

    def __init__(self, names: Iterable[str], encoding: str | None = None) -> None:
        self._encoding = encoding
        self._names: dict[str, str] = {}
        for name in names:
            self._names[name] = unlike(self._decoded(name, decode_name) or name, self._names.values())

    @property
    def fields(self) -> list[str]:
        """The names of the fields in order."""
        return list(self._names.values())

    def read(self, properties: Mapping[str, Any]) -> tuple[dict[str, Any], Problem | None]:
        """Return the values by field, bytes left out, and the problem of a text that does not decode."""
        values: dict[str, Any] = {}
        problem = None
        for raw, name in self._names.items():
            value = properties.get(raw)
            decoded = self._decoded(value) if isinstance(value, str) else value
            if isinstance(value, str) and decoded is None:
                problem = _spoilt(name)
            values[name] = None if isinstance(decoded, bytes | bytearray) else decoded
        return values, problem

    def _decoded(self, text: str, decode: Callable[[bytes, str], str] = decode_field) -> str | None:
        if self._encoding is None or text.isascii():
            return text
        try:
            return decode(text.encode("latin-1"), self._encoding)
        except UnicodeError:
            return None


def _spoilt(name: str) -> Problem:
    return Problem(
        f"ตัวอักษรในคอลัมน์ “{shown(name)}” เสียหาย อ่านไม่ออก",
        f"The letters in the field “{shown(name)}” are spoilt and cannot be read.",
    )
