"""The reason that a person gives for what the record should be understood by."""

from geo.errors import BadRequest

LONGEST = 500


def given_reason(text: str, thai: str, english: str) -> str:
    """Return a reason on one line.

    Raises `BadRequest` for none, one of more than `LONGEST` characters, or one that holds what no text holds;
    `thai` and `english` ask for it in words that no full stop ends.
    """
    reason = " ".join(text.split())
    if not reason or len(reason) > LONGEST or "\x00" in reason:
        raise BadRequest(f"{thai} ไม่เกิน {LONGEST} ตัวอักษร", f"{english}, in at most {LONGEST} characters.")
    return reason
