"""Reading pictures: what their EXIF says, however little sense it makes, and how alike two of them are."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from pillow_heif import register_heif_opener

from etl.photos import PhotoLimits, read_photo
from etl.photos.exif import taken_of
from geo.errors import Refused
from tests.layers.photo_world import exif, picture, read, scene

ANGLES = {"1": "N", "2": [[19, 1], [54, 1], [1692, 100]], "3": "E", "4": [[99, 1], [50, 1], [283, 10]]}


def told(gps: dict[str, Any] | None = None, **exif: Any) -> Any:
    return taken_of({"gps": {**ANGLES, **(gps or {})}, **exif})


def test_a_phones_picture_is_read() -> None:
    taken = told(
        {"31": [45, 10], "16": "T", "17": [27050, 100]}, original="2025:11:02 10:11:12", offset="+07:00"
    )
    assert (taken.lat, taken.lon) == pytest.approx((19.9047, 99.8411944), abs=1e-6)
    assert (taken.accuracy_m, taken.heading, taken.heading_magnetic) == (4.5, 270.5, False)
    assert taken.taken_at == datetime(2025, 11, 2, 3, 11, 12, tzinfo=UTC)
    assert taken.taken_from == "exif"


@pytest.mark.parametrize(
    ("gps", "lat"),
    [
        ({"1": "S"}, -19.9047),
        ({"1": "n\0"}, 19.9047),
        ({"2": [19.9047]}, 19.9047),
        ({"2": [[199047, 10000], [0, 1], [0, 1]]}, 19.9047),
        ({"18": "WGS-84"}, 19.9047),
        ({"2": [[91, 1], [0, 1], [0, 1]]}, None),
        ({"2": [[19, 1], [60, 1], [0, 1]]}, None),
        ({"2": [[19, 0], [0, 0], [0, 0]]}, None),
        ({"2": [[-19, 1], [0, 1], [0, 1]]}, None),
        ({"2": ["nan", 0, 0]}, None),
        ({"2": []}, None),
        ({"2": None}, None),
        ({"1": None}, None),
        ({"1": "E"}, None),
        ({"1": 7}, None),
        ({"2": [0, 0, 0], "4": [0, 0, 0]}, None),
        ({"4": [[181, 1], [0, 1], [0, 1]]}, None),
        ({"18": "INDIAN 1975"}, None),
        ({"18": "TOKYO"}, None),
    ],
)
def test_a_position_is_taken_only_where_it_is_whole(gps: dict[str, Any], lat: float | None) -> None:
    assert told(gps).lat == (None if lat is None else pytest.approx(lat, abs=1e-6))


@pytest.mark.parametrize(
    ("exif", "expected", "source"),
    [
        ({"original": "2025:03:01 09:00:00"}, "2025-03-01T09:00:00+07:00", "exif-thai-time"),
        ({"original": "2025:03:01 09:00:00", "offset": "+09:00"}, "2025-03-01T09:00:00+09:00", "exif"),
        ({"original": "2025:03:01 09:00:00", "offset": "Z"}, "2025-03-01T09:00:00+07:00", "exif-thai-time"),
        ({"original": "2568:03:01 09:00:00"}, "2025-03-01T09:00:00+07:00", "exif-buddhist"),
        ({"digitised": "2025:03:01 09:00:00"}, "2025-03-01T09:00:00+07:00", "exif-thai-time"),
        ({"original": "0000:00:00 00:00:00"}, None, None),
        ({"original": "2025:02:30 09:00:00"}, None, None),
        ({"original": "    :  :     :  :  "}, None, None),
        ({"original": "1970:01:01 00:00:00"}, None, None),
        ({"original": 7}, None, None),
    ],
)
def test_the_time_is_the_cameras_and_says_whose(exif: Any, expected: str | None, source: str | None) -> None:
    taken = taken_of(exif)
    assert taken.taken_from == source
    assert taken.taken_at == (None if expected is None else datetime.fromisoformat(expected))


def test_satellites_tell_the_time_where_the_camera_does_not() -> None:
    taken = told({"29": "2025:03:01", "7": [[2, 1], [0, 1], [30, 1]]})
    assert (taken.taken_at, taken.taken_from) == (datetime(2025, 3, 1, 2, 0, 30, tzinfo=UTC), "gps")


@pytest.mark.parametrize("direction", [[361, 1], [-1, 1], [1, 0], "north", None, [1, 2, 3]])
def test_a_direction_that_is_none_is_passed_over(direction: Any) -> None:
    assert told({"17": direction}).heading is None


@pytest.mark.parametrize("accuracy", [[0, 1], [-5, 1], [1, 0], [10**9, 1], "5", None])
def test_an_accuracy_that_is_none_is_passed_over(accuracy: Any) -> None:
    assert told({"31": accuracy}).accuracy_m is None


values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=8,
)


@given(
    exif=st.dictionaries(st.sampled_from(["original", "offset", "digitised", "gps"]), values),
    gps=st.dictionaries(st.sampled_from(["1", "2", "3", "4", "7", "16", "17", "18", "29", "31"]), values),
    whole=st.booleans(),
)
def test_no_exif_makes_reading_fail_or_gives_what_is_no_place(exif: Any, gps: Any, whole: bool) -> None:
    taken = taken_of({**exif, "gps": {**(ANGLES if whole else {}), **gps}})
    assert taken.lat is None or (abs(taken.lat) <= 90 and abs(taken.lon or 0) <= 180)
    assert taken.heading is None or 0 <= taken.heading < 360
    assert taken.accuracy_m is None or 0 < taken.accuracy_m < 1e6
    assert (taken.taken_at is None) == (taken.taken_from is None)
    assert taken.taken_at is None or taken.taken_at.tzinfo is not None


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(min_size=1, max_size=40), at=st.integers(0, 400))
def test_bytes_gone_wrong_anywhere_are_refused_or_read(tmp_path: Path, noise: bytes, at: int) -> None:
    content = bytearray(picture(1, size=(64, 48), lat=19.1, lon=99.1, at="2025:03:01 09:00:00"))
    content[at : at + len(noise)] = noise
    try:
        found = read(bytes(content), tmp_path)
    except Refused as refused:
        assert "IMG_0001.JPG" in refused.thai
    else:
        assert found.content == bytes(content)
        assert {copy.size for copy in found.copies} == {320, 1600}


def alike(one: Image.Image, other: Image.Image, folder: Path, **how: Any) -> int:
    """Return how many bits of the likenesses of two pictures differ."""
    found = []
    for image, more in ((one, {"quality": 90}), (other, how or {"quality": 90})):
        written = io.BytesIO()
        image.save(written, "JPEG", **more)
        likeness = read(written.getvalue(), folder).likeness
        assert likeness is not None
        found.append(likeness)
    return ((found[0] ^ found[1]) & (2**64 - 1)).bit_count()


def test_a_picture_sent_through_a_chat_is_still_like_itself(tmp_path: Path) -> None:
    image = scene(1)
    assert alike(image, image, tmp_path, quality=25) <= 6
    assert alike(image, image.resize((320, 240)), tmp_path, quality=60) <= 6
    assert alike(image, image.point(lambda level: min(255, int(level * 1.2))), tmp_path) <= 6


@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "MPO"])
def test_a_picture_is_upright_whatever_phone_it_comes_from(tmp_path: Path, kind: str) -> None:
    register_heif_opener()
    more: dict[str, Any] = {"save_all": True, "append_images": [scene(2, (64, 48))]} if kind == "MPO" else {}
    written = io.BytesIO()
    scene(1, (800, 400)).save(written, kind, exif=exif(lat=19.1, lon=99.1, orientation=6).tobytes(), **more)
    found = read(written.getvalue(), tmp_path)
    assert (found.width, found.height, found.taken.lat) == (400, 800, 19.1)
    assert [(copy.width, copy.height) for copy in found.copies] == [(400, 800), (160, 320)]
    upright = io.BytesIO()
    scene(1, (800, 400)).transpose(Image.Transpose.ROTATE_270).save(upright, "JPEG", quality=90)
    likeness = read(upright.getvalue(), tmp_path).likeness
    assert (((found.likeness or 0) ^ (likeness or 0)) & (2**64 - 1)).bit_count() <= 2


def test_other_pictures_are_unlike(tmp_path: Path) -> None:
    assert min(alike(scene(1), scene(seed), tmp_path) for seed in (2, 3, 4)) > 12


def test_a_picture_of_nothing_is_like_none(tmp_path: Path) -> None:
    written = io.BytesIO()
    Image.new("RGB", (640, 480), "#888").save(written, "JPEG")
    assert read(written.getvalue(), tmp_path).likeness is None


def test_a_picture_beyond_the_limits_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    path.write_bytes(picture(1))
    for limits in (
        PhotoLimits(pixels=640 * 480 - 1),
        PhotoLimits(file_bytes=1000),
        PhotoLimits(memory=1 << 20),
    ):
        with pytest.raises(Refused):
            read_photo(path, "large.jpg", limits)


def test_colours_of_another_profile_are_brought_to_srgb(tmp_path: Path) -> None:
    written = io.BytesIO()
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    scene(1).save(written, "JPEG", icc_profile=lab)
    broken = io.BytesIO()
    scene(1).save(broken, "JPEG", icc_profile=b"not a profile" * 20)
    for content in (written.getvalue(), broken.getvalue()):
        found = read(content, tmp_path)
        assert "icc_profile" not in Image.open(io.BytesIO(found.copies[0].content)).info
