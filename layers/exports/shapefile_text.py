"""Text made to fit a DBF: at most 254 bytes a field, in UTF-8 or CP874."""

import unicodedata
from collections import Counter

import pyarrow as pa

from layers.exports.arrow import Array, compute

LONGEST = 254


class Fitting:
    """Cuts and replaces what does not fit, and counts both by field: `cut` texts, `replaced` characters."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self.cut: Counter[str] = Counter()
        self.replaced: Counter[str] = Counter()

    def fit(self, field: str, texts: Array) -> Array:
        """Return texts that fit, in the encoding's own bytes; null stays null."""
        if self.encoding != "utf-8":
            texts = self._writable(field, texts)
        return self._short(field, texts)

    def _writable(self, field: str, texts: Array) -> Array:
        written = {
            text: _encodable(text, self.encoding)
            for text in compute.unique(texts).to_pylist()
            if text is not None
        }
        odd = {text: result for text, result in written.items() if text != result}
        if not odd:
            return texts
        for text in compute.value_counts(texts).to_pylist():
            if text["values"] in odd:
                self.replaced[field] += text["counts"] * _unlike(text["values"], odd[text["values"]])
        return _replaced(texts, odd)

    def _short(self, field: str, texts: Array) -> Array:
        size = compute.binary_length(texts) if self.encoding == "utf-8" else compute.utf8_length(texts)
        long = compute.fill_null(compute.greater(size, LONGEST), False)
        if not compute.any(long).as_py():
            return texts
        self.cut[field] += compute.sum(long).as_py()
        kept = {
            text: shortened(text, self.encoding) for text in compute.unique(texts.filter(long)).to_pylist()
        }
        return _replaced(texts, kept)


def _replaced(texts: Array, by: dict[str, str]) -> Array:
    found = compute.index_in(texts, value_set=pa.array(by.keys(), pa.string()))
    return compute.coalesce(pa.array(by.values(), pa.string()).take(found), texts)


def _encodable(text: str, encoding: str) -> str:
    return text.encode(encoding, "replace").decode(encoding)


def _unlike(text: str, other: str) -> int:
    return sum(a != b for a, b in zip(text, other, strict=True))


def shortened(text: str, encoding: str, longest: int = LONGEST) -> str:
    """Return the longest beginning with at most so many bytes, no letter parted from its marks."""
    kept = text.encode(encoding)[:longest].decode(encoding, "ignore")
    while kept and len(kept) < len(text) and unicodedata.category(text[len(kept)]) == "Mn":
        kept = kept[:-1]
    return kept
