"""The reason that a person gives for what the record should be understood by."""

import unicodedata

from geo.errors import BadRequest

LONGEST = 500
LEAST = 4
"""Letters, vowels and tone marks: less says nothing, in Thai (ซ้ำ) as in English (ok)."""
_DIFFERENT = 3


def given_reason(text: str, thai: str, english: str) -> str:
    """Return a reason on one line.

    Raises `BadRequest` for none, one of more than `LONGEST` characters, one that holds what no text holds,
    and one that can mean nothing to whoever reads it later: of fewer than `LEAST` letters, or of one or two
    over and over. `thai` and `english` ask for it in words that no full stop ends.
    """
    reason = " ".join(text.split())
    if not reason or len(reason) > LONGEST or "\x00" in reason:
        raise BadRequest(f"{thai} ไม่เกิน {LONGEST} ตัวอักษร", f"{english}, in at most {LONGEST} characters.")
    if not _says_something(reason):
        raise BadRequest(
            f"เหตุผล “{reason[:20]}” สั้นเกินกว่าที่ผู้ตรวจจะเข้าใจ {thai} เป็นคำที่ผู้อื่นอ่านแล้วรู้เรื่อง อย่างน้อย {LEAST} ตัวอักษร",
            f"“{reason[:20]}” is too short for anybody to understand later. {english}, in words that "
            f"others understand, of at least {LEAST} letters.",
        )
    return reason


def _says_something(reason: str) -> bool:
    letters = [sign for sign in reason.casefold() if unicodedata.category(sign)[0] in "LM"]
    return len(letters) >= LEAST and len(set(letters)) >= _DIFFERENT
