"""What a place must carry to be recorded, beside its shape."""

from math import isfinite

from geo.errors import BadRequest
from layers.projects.place import METHODS, PHASES, Place
from layers.projects.place_shape import read_shape

RECORDED = (*METHODS, "file")
"""The ways in which a place can have been come by, a file's among them."""
LONGEST_TEXT = 500
MOST_REPAIRS = 20
LONGEST_CODE = 40


def check_place_fields(place: Place) -> None:
    """Raise `BadRequest` for a place that cannot be recorded: its shape, figures, words or texts."""
    read_shape(place.shape)
    _check_figures(place)
    if place.phase not in PHASES or place.method not in RECORDED:
        raise BadRequest(
            f"ระยะ “{place.phase}” หรือที่มา “{place.method}” ของพิกัดใช้ไม่ได้",
            f"The phase “{place.phase}” or the method “{place.method}” of the place is unknown.",
        )
    _check_texts(place)


def _check_figures(place: Place) -> None:
    for figure in (place.accuracy_m, place.precision_m):
        if figure is not None and not (isfinite(figure) and 0 <= figure < 1e8):
            raise BadRequest(
                "ความคลาดเคลื่อนของพิกัดต้องเป็นเมตรที่ไม่ติดลบ",
                "The accuracy of a place is in metres and not negative.",
            )


def _check_texts(place: Place) -> None:
    texts = (place.text_entered, place.evidence, place.note)
    if any(len(text or "") > LONGEST_TEXT or "\x00" in (text or "") for text in texts):
        raise BadRequest(
            f"ข้อความพิกัด หลักฐาน และหมายเหตุ ต้องไม่เกินอย่างละ {LONGEST_TEXT} ตัวอักษร",
            f"The text, the evidence and the note of a place have at most {LONGEST_TEXT} characters each.",
        )
    if len(place.repairs) > MOST_REPAIRS or any(
        not 0 < len(code) <= LONGEST_CODE or "\x00" in code for code in place.repairs
    ):
        raise BadRequest("รายการสิ่งที่แก้ในพิกัดใช้ไม่ได้", "The list of what was mended in the place will not do.")
