"""The words of the request's address, each at most once."""

from flask import request

from geo.errors import BadRequest


def asked_words() -> dict[str, str]:
    """Return the words of the address; raises `BadRequest` for one that is given more than once."""
    for name, values in request.args.lists():
        if len(values) > 1:
            raise BadRequest(
                f"ตัวกรอง “{name[:40]}” มีมากกว่าหนึ่งครั้ง ให้เหลือเพียงค่าเดียว",
                f"The filter “{name[:40]}” is given more than once; give it one value.",
            )
    return request.args.to_dict()
