"""Photographs over HTTP: sent by a form and by a script, hostile ones refused, served as pictures alone."""

import io
import json
import re
import struct
import zlib
from pathlib import Path
from typing import Any
from uuid import uuid4

import html5lib
import pytest
from flask import Flask
from PIL import Image

from geo.database import Database
from tests.layers.photo_world import picture, scene
from tests.layers.pin_world import ENGINEER, FINANCE, PLANNER, STRANGER, Owner, add_project, points, put
from tests.webmap.portal_world import Visitor, portal_on, settle, visit
from webmap.photos import sending
from webmap.turns import Turns

LAT, LON = 19.1234567, 99.1234567
HERE = {"lat": LAT, "lon": LON}


@pytest.fixture
def authorities(owner: Owner) -> dict[str, int]:
    return settle(owner)


@pytest.fixture
def project(owner: Owner, authorities: dict[str, int]) -> int:
    found = add_project(owner, authorities["ours"], "ถนนสายหนึ่ง", approved=500_000)
    put(owner, found, LON, LAT)
    return found


@pytest.fixture
def app(db: Database, authorities: dict[str, int], tmp_path: Path) -> Flask:
    return portal_on(db, tmp_path)


@pytest.fixture
def engineer(app: Flask) -> Visitor:
    return visit(app, ENGINEER)


def send(who: Visitor, project: int, content: bytes, name: str = "IMG.JPG", **fields: Any) -> Any:
    """Send a photograph as the page's script does."""
    return who.client.post(
        f"/projects/{project}/photos",
        data={**fields, "photos": (io.BytesIO(content), name)},
        headers={"Accept": "application/json", "X-CSRFToken": who.token},
    )


def photos(who: Visitor, project: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = who.data(f"/projects/{project}/photos.json").json["photos"]
    return found


def test_a_script_is_told_what_a_picture_says(engineer: Visitor, project: int) -> None:
    answer = send(engineer, project, picture(1, **HERE, at="2025:03:01 09:00:00"), phase="before")
    assert answer.status_code == 201
    told = answer.json["photo"]
    assert (told["verdict"], told["taken_at"]) == ("supports", "2025-03-01T02:00:00+00:00")
    assert told["distance_m"] < 1
    assert [each["code"] for each in told["reasons"]] == ["near", "before_undated"]


def test_sending_again_after_a_lost_answer_doubles_nothing(engineer: Visitor, project: int) -> None:
    key, content = str(uuid4()), picture(1)
    first = send(engineer, project, content, key=key)
    again = send(engineer, project, content, key=key)
    assert (first.status_code, again.status_code, again.json["new"]) == (201, 200, False)
    assert send(engineer, project, picture(2), key=key).status_code == 409
    assert len(photos(engineer, project)) == 1


def test_a_form_without_a_script_sends_several_and_names_what_was_refused(
    engineer: Visitor, project: int
) -> None:
    files = [(io.BytesIO(picture(seed)), f"{seed}.jpg") for seed in (1, 2)]
    answer = engineer.submit(
        f"/projects/{project}/photos", photos=[*files, (io.BytesIO(b"GIF89a"), "moves.gif")], phase="during"
    )
    assert answer.status_code == 303
    page = engineer.get(f"/projects/{project}").text
    assert "เก็บภาพแล้ว 2 ภาพ" in page
    assert "moves.gif" in page
    assert [each["phase"] for each in photos(engineer, project)] == ["during", "during"]


def test_the_device_tells_where_and_when_only_where_the_picture_does_not(
    engineer: Visitor, project: int
) -> None:
    device = {"lat": "19.3", "lon": "99.3", "accuracy_m": "12", "taken": "2025-05-05T09:00:00+07:00"}
    bare = send(engineer, project, picture(1), **device).json["photo"]
    full = send(engineer, project, picture(2, **HERE), **device).json["photo"]
    what = ("place_from", "accuracy_m", "taken_from")
    assert [bare[name] for name in what] == ["device", 12, "device"]
    assert [full[name] for name in what] == ["exif", None, "device"]
    assert (bare["lat"], full["lat"]) == pytest.approx((19.3, LAT), abs=1e-6)


@pytest.mark.parametrize(
    ("at", "place", "heading"),
    [
        ("2024:01:01 09:00:00", None, 90.0),
        ("2025:05:05 08:55:00", "device", 90.0),
        (None, "device", None),
    ],
)
def test_a_picture_from_the_gallery_was_not_taken_where_the_device_is_now(
    engineer: Visitor, project: int, at: str | None, place: str | None, heading: float | None
) -> None:
    content = picture(1, at=at, gps={16: "T", 17: 90.0})
    device: dict[str, Any] = {
        "lat": LAT,
        "lon": LON,
        "accuracy_m": "12",
        "taken": "2025-05-05T09:00:00+07:00",
    }
    told = send(engineer, project, content, phase="before", **device).json["photo"]
    assert (told["place_from"], told["heading"]) == (place, heading)
    assert (told["verdict"] == "supports") is (place == "device")


@pytest.mark.parametrize(
    "fields",
    [
        {"lat": "91", "lon": "0"},
        {"lat": "nan", "lon": "1"},
        {"lat": "x"},
        {"lat": "1", "lon": "1", "accuracy_m": "-1"},
        {"taken": "เมื่อวาน"},
        {"taken": "2025-05-05T09:00:00"},
        {"phase": "x"},
        {"key": "1"},
        {"caption": "ก" * 301},
    ],
)
def test_fields_that_will_not_do_are_refused(engineer: Visitor, project: int, fields: dict[str, str]) -> None:
    answer = send(engineer, project, picture(1), **fields)
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert photos(engineer, project) == []


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds nothing of it."""

    def part(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(b"\0" * 100)) + part(b"IEND", b"")


def moving() -> bytes:
    written = io.BytesIO()
    frames = [scene(seed, (64, 48)) for seed in (1, 2)]
    frames[0].save(written, "PNG", save_all=True, append_images=frames[1:])
    return written.getvalue()


def saved_as(kind: str) -> bytes:
    written = io.BytesIO()
    scene(1, (64, 48)).save(written, kind)
    return written.getvalue()


HOSTILE = {
    "empty.jpg": b"",
    "text.jpg": b"not a picture",
    "page.jpg": b"<html><script>alert(1)</script>",
    "drawing.jpg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "moves.gif": saved_as("GIF"),
    "gif.jpg": saved_as("GIF"),
    "tiff.jpg": saved_as("TIFF"),
    "bitmap.jpg": saved_as("BMP"),
    "moves.png": moving(),
    "bomb.png": png_of(60_000, 60_000),
    "hollow.png": png_of(6_000, 6_000),
    "cut.jpg": picture(1)[:4000],
    "head.jpg": picture(1)[:20],
    "noise.heic": b"\0\0\0\x18ftypheic" + b"\xff" * 400,
    "zip.jpg": b"PK\x03\x04" + b"\0" * 100,
    "postscript.jpg": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_whole_still_picture_is_refused_in_words(
    engineer: Visitor, project: int, name: str
) -> None:
    answer = send(engineer, project, HOSTILE[name], name)
    assert answer.status_code == 409
    assert name in answer.json["detail"]
    assert photos(engineer, project) == []


def test_a_file_over_25_mb_is_refused_and_a_body_beyond_all_bounds_is_not_read(
    engineer: Visitor, project: int
) -> None:
    answer = send(engineer, project, picture(1) + b"\0" * (25 << 20))
    assert answer.status_code == 409
    assert "25 MB" in answer.json["detail"]
    beyond = engineer.client.post(
        f"/projects/{project}/photos",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(300 << 20)},
        headers={"Accept": "application/json", "X-CSRFToken": engineer.token},
    )
    assert beyond.status_code == 413


def test_only_photographs_of_somebody_signed_in_may_be_larger_than_other_forms(
    app: Flask, engineer: Visitor, project: int
) -> None:
    large = picture(1) + b"\0" * (3 << 20)
    assert send(engineer, project, large).status_code == 201
    stranger = Visitor(app.test_client())
    assert send(stranger, project, large).status_code == 413
    elsewhere = engineer.client.post(
        "/pins/file", data={"file": (io.BytesIO(large), "a.gpx")}, headers={"X-CSRFToken": engineer.token}
    )
    assert elsewhere.status_code == 413


@pytest.mark.parametrize(("account", "status"), [(0, 403), (STRANGER, 403), (FINANCE, 403), (PLANNER, 201)])
def test_who_may_send(app: Flask, project: int, account: int, status: int) -> None:
    who = visit(app, account)
    if not account:
        app.config["WTF_CSRF_ENABLED"] = False
    assert send(who, project, picture(1)).status_code == status


def test_what_a_device_kept_for_one_account_is_not_taken_from_another(
    app: Flask, engineer: Visitor, project: int
) -> None:
    planner = visit(app, PLANNER)
    assert send(planner, project, picture(1), account=str(ENGINEER)).status_code == 403
    assert planner.post(f"/projects/{project}/pin", lat=19.2, lon=99.2, account=ENGINEER).status_code == 403
    assert send(engineer, project, picture(1), account=str(ENGINEER)).status_code == 201


def test_copies_are_jpegs_without_metadata_turned_upright(
    app: Flask, engineer: Visitor, project: int
) -> None:
    content = picture(1, size=(2000, 1000), orientation=6, **HERE, at="2025:03:01 09:00:00")
    told = send(engineer, project, content).json["photo"]
    for size in (320, 1600):
        answer = visit(app).get(told["copies"][str(size)])
        shown = Image.open(io.BytesIO(answer.data))
        assert (shown.format, shown.size) == ("JPEG", (size // 2, size))
        assert not shown.getexif()
        assert "icc_profile" not in shown.info
        assert answer.content_type == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert b"Exif" not in answer.data


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
def test_other_kinds_are_read_too(engineer: Visitor, project: int, kind: str) -> None:
    if kind == "HEIF":
        pytest.importorskip("pillow_heif").register_heif_opener()
    told = send(engineer, project, picture(1, kind, **HERE)).json["photo"]
    assert (told["lat"], told["lon"]) == pytest.approx((LAT, LON), abs=1e-6)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_way_of_keeping_colours_is_shown(engineer: Visitor, project: int, mode: str) -> None:
    written = io.BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    plain = scene(1, (64, 48)).convert("L")
    plain.point(lambda at: at * 256, "I").convert(mode).save(written, kind) if mode == "I;16" else scene(
        1, (64, 48)
    ).convert(mode).save(written, kind)
    told = send(engineer, project, written.getvalue()).json["photo"]
    shown = Image.open(io.BytesIO(engineer.get(told["copies"]["320"]).data))
    assert (shown.mode, shown.size) == ("RGB", (64, 48))


def test_the_original_is_its_seats_own_and_comes_as_a_file(
    app: Flask, engineer: Visitor, project: int
) -> None:
    content = picture(1)
    told = send(engineer, project, content, "บ้าน.jpg").json["photo"]
    address = f"/projects/{project}/photos/{told['id']}/original"
    answer = engineer.get(address)
    assert answer.data == content
    assert answer.headers["Content-Disposition"] == f"attachment; filename=photo-{told['id']}.jpg"
    assert visit(app).get(address).status_code == 404
    assert visit(app, STRANGER).get(address).status_code == 404


def test_a_picture_that_has_not_changed_is_not_sent_again_and_one_withdrawn_is_gone(
    app: Flask, engineer: Visitor, project: int
) -> None:
    told = send(engineer, project, picture(1)).json["photo"]
    public, address = visit(app), told["copies"]["320"]
    etag = public.get(address).headers["ETag"]
    assert public.client.get(address, headers={"If-None-Match": etag}).status_code == 304
    answer = engineer.submit(f"/projects/{project}/photos/{told['id']}/withdraw", reason="ผิดโครงการ")
    assert answer.status_code == 303
    assert public.client.get(address, headers={"If-None-Match": etag}).status_code == 404
    assert engineer.get(address).status_code == 200
    assert "ผิดโครงการ" in engineer.get(f"/projects/{project}").text
    assert "ผิดโครงการ" not in public.get(f"/projects/{project}").text


def test_withdrawing_wants_a_reason(engineer: Visitor, project: int) -> None:
    told = send(engineer, project, picture(1)).json["photo"]
    answer = engineer.post(f"/projects/{project}/photos/{told['id']}/withdraw", reason=" ")
    assert answer.status_code == 400
    assert photos(engineer, project)[0]["withdrawn"] is None


def test_a_phase_and_a_caption_can_be_set_right(app: Flask, engineer: Visitor, project: int) -> None:
    told = send(engineer, project, picture(1), phase="after", hidden="yes").json["photo"]
    assert photos(visit(app), project) == []
    engineer.submit(
        f"/projects/{project}/photos/{told['id']}", phase="before", caption=" หน้าวัด ", was_hidden="yes"
    )
    assert [(each["phase"], each["caption"]) for each in photos(visit(app), project)] == [("before", "หน้าวัด")]


def test_what_was_hidden_meanwhile_stays_hidden(app: Flask, engineer: Visitor, project: int) -> None:
    told = send(engineer, project, picture(1), phase="after").json["photo"]
    address = f"/projects/{project}/photos/{told['id']}"
    shown = {"was_phase": "after", "was_caption": "", "was_hidden": ""}
    engineer.submit(address, **shown, phase="after", caption="", hidden="yes")
    answer = engineer.submit(address, **shown, phase="after", caption="หน้าวัด")
    assert answer.status_code == 303
    assert engineer.post(address, phase="before").status_code == 200
    assert photos(visit(app), project) == []
    told = photos(engineer, project)[0]
    assert (told["phase"], told["caption"], told["shown"]) == ("before", "หน้าวัด", False)


def test_two_who_say_different_things_of_a_photograph_are_told(engineer: Visitor, project: int) -> None:
    address = f"/projects/{project}/photos/{send(engineer, project, picture(1)).json['photo']['id']}"
    shown = {"was_phase": "unknown", "was_caption": "", "was_hidden": ""}
    assert engineer.submit(address, **shown, phase="after", caption="หนึ่ง").status_code == 303
    assert engineer.submit(address, **shown, phase="after", caption="สอง").status_code == 409
    assert photos(engineer, project)[0]["caption"] == "หนึ่ง"
    assert 'name="was_caption" value="หนึ่ง"' in engineer.get(f"/projects/{project}").text


def test_a_picture_that_is_sent_again_as_not_public_is_public_no_more(
    app: Flask, engineer: Visitor, project: int
) -> None:
    send(engineer, project, picture(1))
    assert len(photos(visit(app), project)) == 1
    answer = send(engineer, project, picture(1), hidden="yes", key=str(uuid4()))
    assert (answer.status_code, answer.json["new"], answer.json["photo"]["shown"]) == (200, False, False)
    assert photos(visit(app), project) == []
    engineer.submit(f"/projects/{project}/photos", photos=(io.BytesIO(picture(1)), "a.jpg"), hidden="yes")
    assert "ตอนนี้ไม่ให้ประชาชนเห็น" in engineer.get(f"/projects/{project}").text


def test_a_key_is_that_of_one_picture(engineer: Visitor, project: int) -> None:
    files = [(io.BytesIO(picture(seed)), f"{seed}.jpg") for seed in (1, 2)]
    answer = engineer.submit(f"/projects/{project}/photos", photos=files, key=str(uuid4()))
    assert answer.status_code == 400
    assert photos(engineer, project) == []


def test_who_would_wait_long_is_told_to_come_again_at_once(
    engineer: Visitor, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = Turns(1, 0, 0, ("ภาพมาก", "many pictures"))
    monkeypatch.setattr(sending, "TURNS", turns)
    with turns.taken():
        answer = send(engineer, project, picture(1))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "15")
    assert send(engineer, project, picture(1)).status_code == 201


def test_a_session_that_has_ended_sends_no_more_than_any_form(
    engineer: Visitor, owner: Owner, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    engineer.client.application.config["MAX_CONTENT_LENGTH"] = 1000
    assert send(engineer, project, picture(1)).status_code == 201
    owner.execute("UPDATE session SET ends_at = now() - interval '1 second'")
    assert send(engineer, project, picture(2)).status_code == 413


def test_a_place_from_a_photograph_names_it(engineer: Visitor, owner: Owner, project: int) -> None:
    answer = engineer.post(f"/projects/{project}/pin", lat=19.2, lon=99.2, method="photo")
    assert answer.status_code == 400
    assert points(owner, project) == [(LAT, LON)]


def test_the_public_is_told_the_day_and_not_the_place_or_the_verdict(
    app: Flask, engineer: Visitor, project: int
) -> None:
    send(engineer, project, picture(1, lat=19.323456, lon=99.1, at="2025:03:01 23:30:00"), "ชื่อลับ.jpg")
    page, told = visit(app).get(f"/projects/{project}").text, photos(visit(app), project)
    assert set(told[0]) == {"id", "phase", "caption", "taken_on", "copies"}
    assert told[0]["taken_on"] == "2025-03-01"
    for private in ("19.323", "ชื่อลับ", "23:30", "สนับสนุน", "data-photo-form"):
        assert private not in page
        assert private not in json.dumps(told, ensure_ascii=False)
    assert "photo-card" in page


def test_the_page_shows_the_phases_side_by_side_each_with_its_verdict(
    engineer: Visitor, owner: Owner, project: int
) -> None:
    owner.execute("UPDATE project SET finished_on = '2025-09-01' WHERE id = %s", [project])
    send(engineer, project, picture(1, **HERE, at="2025:03:01 09:00:00"), phase="before")
    send(engineer, project, picture(2, lat=19.5, lon=99.1, at="2025:10:01 09:00:00"), phase="after")
    page = engineer.get(f"/projects/{project}").text
    assert page.count('class="photo-column"') == 3
    assert 'class="photo-verdict against"' in page
    assert "ยังไม่มีภาพ" in page
    assert "พิสูจน์" not in page


def test_the_maps_panel_shows_one_of_each_phase_to_everybody(
    app: Flask, engineer: Visitor, project: int
) -> None:
    public = visit(app)
    assert "photo-brief" not in public.get(f"/projects/{project}/panel").text
    for seed, phase in enumerate(("before", "before", "after", "unknown")):
        send(engineer, project, picture(seed), phase=phase)
    panel = public.get(f"/projects/{project}/panel").text
    assert (panel.count("<img"), panel.count("320.jpg")) == (2, 2)


@pytest.mark.parametrize("language", ["th", "en"])
def test_pages_with_photographs_are_valid_html_without_inline_code(
    engineer: Visitor, project: int, language: str
) -> None:
    for seed, phase in enumerate(("before", "before", "after", "unknown")):
        told = send(engineer, project, picture(seed, **HERE), phase=phase, caption='<b>"คำ"</b>').json[
            "photo"
        ]
    bare = send(engineer, project, picture(9)).json["photo"]
    engineer.post(f"/projects/{project}/photos/{bare['id']}/withdraw", reason="<i>ผิด</i>")
    engineer.post(f"/projects/{project}/pin", photo=told["id"], phase="as_built")
    engineer.client.set_cookie("language", language)
    for address in (f"/projects/{project}", f"/projects/{project}/pin", f"/projects/{project}/photos"):
        text = engineer.get(address).text
        parser = html5lib.HTMLParser(strict=True)
        parser.parse(text) if "<!doctype" in text[:200] else parser.parseFragment(text)
        assert not re.search(r"<[^>]*\s(style|on[a-z]+)\s*=", text)
        assert "<b>" not in text
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert sorted(set(ids)) == sorted(ids)


def test_a_place_taken_from_a_picture_rests_on_it(engineer: Visitor, owner: Owner, project: int) -> None:
    told = send(engineer, project, picture(1, lat=19.2, lon=99.2, gps={31: 4.0})).json["photo"]
    seen = engineer.data(f"/projects/{project}/pin.json").json["places"]["planned"]["id"]
    answer = engineer.post(
        f"/projects/{project}/pin", photo=told["id"], lat=1, lon=1, method="photo", seen=seen
    )
    assert answer.status_code == 200, answer.text
    place = answer.json["place"]
    assert (place["lat"], place["lon"], place["method"], place["accuracy_m"]) == (19.2, 99.2, "photo", 4.0)
    assert points(owner, project) == [(19.2, 99.2)]
    linked = owner.execute("SELECT photo_id, location_id FROM photo_place").fetchall()
    assert [tuple(row.values()) for row in linked] == [(told["id"], place["id"])]
    page = engineer.get(f"/projects/{project}").text
    assert told["sha256"] in page
    assert "หมุดของโครงการ" in page


@pytest.mark.parametrize("which", ["another project's", "bare", "withdrawn", "none"])
def test_no_place_is_taken_from_a_picture_that_has_none_to_give(
    engineer: Visitor, owner: Owner, authorities: dict[str, int], project: int, which: str
) -> None:
    other = add_project(owner, authorities["ours"], "อีกสาย")
    content = picture(1) if which == "bare" else picture(1, **HERE)
    told = send(engineer, other if which == "another project's" else project, content).json["photo"]
    if which == "withdrawn":
        engineer.post(f"/projects/{project}/photos/{told['id']}/withdraw", reason="ผิดโครงการ")
    photo = 10**9 if which == "none" else told["id"]
    answer = engineer.post(f"/projects/{project}/pin", photo=photo, phase="as_built")
    assert answer.status_code in (404, 409)
    assert points(owner, project) == [(LAT, LON)]


def test_the_history_tells_of_photographs(engineer: Visitor, project: int) -> None:
    told = send(engineer, project, picture(1)).json["photo"]
    engineer.submit(f"/projects/{project}/photos/{told['id']}/withdraw", reason="ผิดโครงการ")
    page = engineer.get(f"/projects/{project}").text
    assert "เพิ่มภาพถ่าย" in page
    assert "ถอนภาพถ่าย" in page


def test_photographs_of_a_draft_are_nobody_elses(
    app: Flask, engineer: Visitor, owner: Owner, project: int
) -> None:
    told = send(engineer, project, picture(1)).json["photo"]
    owner.execute("UPDATE project SET published = false WHERE id = %s", [project])
    public = visit(app)
    for address in (f"/projects/{project}/photos", f"/projects/{project}/photos.json", told["copies"]["320"]):
        assert public.get(address).status_code == 404
