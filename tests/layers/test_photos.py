"""Photographs on record: kept whole, sent once, seen by whom they are for, withdrawn and never deleted."""

from pathlib import Path
from typing import Any

import psycopg
import pytest

from geo.database import PUBLIC, Database
from geo.errors import BadRequest, Conflict, Forbidden, NotFound, Refused
from layers.photos.adding import Sent, add_photo
from layers.photos.judging import evidence_of
from layers.photos.photo import PhotoFile
from layers.photos.pinning import place_of_photo
from layers.photos.store import copy_of, original_of, photo, photos_of
from layers.photos.telling import Told, tell, withdraw
from layers.projects.rules import said_plainly
from tests.layers.photo_world import add, picture, read, sent
from tests.layers.pin_world import ADMIN, ENGINEER, FINANCE, STRANGER, Owner, add_project, put
from tests.webmap.portal_world import settle


@pytest.fixture
def authorities(owner: Owner) -> dict[str, int]:
    return settle(owner)


@pytest.fixture
def project(owner: Owner, authorities: dict[str, int]) -> int:
    return add_project(owner, authorities["ours"], "ถนนสายหนึ่ง")


@pytest.fixture
def file(tmp_path: Path) -> PhotoFile:
    return read(picture(1, lat=19.1, lon=99.1, at="2025:03:01 09:00:00"), tmp_path)


def seen_by(db: Database, account: int, project: int) -> list[int]:
    with db.reading(account) as connection:
        return [each.id for each in photos_of(connection, project)]


def test_the_original_is_kept_byte_for_byte(db: Database, project: int, file: PhotoFile) -> None:
    kept = add(db, ENGINEER, project, file, sent(name="IMG_0001.JPG"))
    with db.reading(ENGINEER) as connection:
        assert original_of(connection, kept) == file.content
        known = photo(connection, project, kept)
    assert (known.sha256, known.file_name) == (file.sha256.hex(), "IMG_0001.JPG")
    assert known.taken == file.taken


def test_the_same_picture_again_is_there_once_and_its_key_is_nothing_elses(
    db: Database, project: int, file: PhotoFile, tmp_path: Path
) -> None:
    first = Sent()
    kept = add(db, ENGINEER, project, file, first)
    assert add(db, ENGINEER, project, file) == kept
    assert add(db, ENGINEER, project, file, first) == kept
    with pytest.raises(Conflict, match="key"):
        add(db, ENGINEER, project, read(picture(2), tmp_path), first)
    assert seen_by(db, ENGINEER, project) == [kept]


def test_a_key_of_another_project_is_refused(
    db: Database, owner: Owner, authorities: dict[str, int], project: int, file: PhotoFile
) -> None:
    with_it = Sent()
    add(db, ENGINEER, project, file, with_it)
    with pytest.raises(Conflict):
        add(db, ENGINEER, add_project(owner, authorities["ours"], "อีกสาย"), file, with_it)


@pytest.mark.parametrize(
    ("account", "error"), [(PUBLIC, NotFound), (STRANGER, NotFound), (FINANCE, Forbidden)]
)
def test_only_engineers_and_planners_of_its_own_authority_add(
    db: Database, project: int, file: PhotoFile, account: int, error: type[Exception]
) -> None:
    with pytest.raises((error, Forbidden)), said_plainly():
        add(db, account, project, file)


def test_everybody_sees_what_is_shown_of_a_published_project_and_nothing_private(
    db: Database, project: int, file: PhotoFile
) -> None:
    kept = add(db, ENGINEER, project, file, sent("before", caption="ก่อนเริ่ม", name="บ้านลุง.jpg"))
    with db.reading(PUBLIC) as connection:
        known = photo(connection, project, kept)
        assert copy_of(connection, project, kept, 320)[0] == file.copies[1].content
        with pytest.raises(NotFound):
            original_of(connection, kept)
        assert evidence_of(connection, project)[0].judged is None
    assert (known.phase, known.caption, str(known.taken_on)) == ("before", "ก่อนเริ่ม", "2025-03-01")
    private = (known.file_name, known.sha256, known.taken.lat, known.taken.taken_at, known.by, known.shown)
    assert private == (None,) * 6


def test_others_see_nothing_of_drafts_or_of_what_is_withdrawn_or_not_shown(
    db: Database, owner: Owner, project: int, file: PhotoFile, tmp_path: Path
) -> None:
    hidden = add(db, ENGINEER, project, file, sent(shown=False))
    gone = add(db, ENGINEER, project, read(picture(2), tmp_path))
    with db.acting(ENGINEER) as connection:
        withdraw(connection, project, gone, "ผิดโครงการ")
    others = (PUBLIC, STRANGER)
    assert [seen_by(db, account, project) for account in others] == [[], []]
    with db.acting(ENGINEER) as connection:
        tell(connection, project, hidden, Told("before", None, True))
    assert [seen_by(db, account, project) for account in others] == [[hidden], [hidden]]
    owner.execute("UPDATE project SET published = false WHERE id = %s", [project])
    assert [seen_by(db, account, project) for account in others] == [[], []]
    assert seen_by(db, ENGINEER, project) == [hidden, gone]
    for account in others:
        with db.reading(account) as connection, pytest.raises(NotFound):
            copy_of(connection, project, hidden, 1600)


def test_those_who_supervise_see_all_and_change_nothing(
    db: Database, owner: Owner, project: int, file: PhotoFile
) -> None:
    kept = add(db, ENGINEER, project, file, sent(shown=False))
    owner.execute("INSERT INTO account (id, username, display_name) VALUES (105, 'u105', 'ท้องถิ่นอำเภอ')")
    owner.execute("INSERT INTO seat (account_id, role, area_code) VALUES (105, 'amphoe', '5701')")
    with db.reading(105) as connection:
        assert original_of(connection, kept) == file.content
        assert evidence_of(connection, project)[0].judged is not None
    with pytest.raises((NotFound, Forbidden)), said_plainly():
        add(db, 105, project, file, Sent())
    with db.acting(105) as connection, pytest.raises((NotFound, Forbidden)):
        withdraw(connection, project, kept, "ภาพผิดโครงการ")


def test_withdrawing_wants_a_reason_happens_once_and_deletes_nothing(
    db: Database, project: int, file: PhotoFile
) -> None:
    kept = add(db, ENGINEER, project, file)
    with db.acting(ENGINEER) as connection, pytest.raises(BadRequest):
        withdraw(connection, project, kept, "  ")
    with db.acting(ENGINEER) as connection:
        withdraw(connection, project, kept, "ถ่ายผิดที่")
    with db.reading(ENGINEER) as connection:
        known = photo(connection, project, kept)
        assert original_of(connection, kept) == file.content
    assert (known.withdrawn_reason, known.withdrawn_by) == ("ถ่ายผิดที่", "คุณengineering")
    with pytest.raises(Refused), said_plainly(), db.acting(ENGINEER) as connection:
        withdraw(connection, project, kept, "อีกครั้ง")
    assert add(db, ENGINEER, project, file) != kept


def test_a_strangers_seat_changes_and_withdraws_nothing(db: Database, project: int, file: PhotoFile) -> None:
    kept = add(db, ENGINEER, project, file)
    for deed in (
        lambda connection: tell(connection, project, kept, Told("after")),
        lambda connection: withdraw(connection, project, kept, "ภาพผิดโครงการ"),
    ):
        with db.acting(STRANGER) as connection, pytest.raises((NotFound, Forbidden)):
            deed(connection)


TAMPERING = (
    "UPDATE photo_original SET content = 'x'",
    "DELETE FROM photo_original",
    "DELETE FROM photo",
    "UPDATE photo SET withdrawn_at = now()",
    "UPDATE photo SET place = NULL",
    "INSERT INTO photo_likeness VALUES (1, 1, 0, true)",
)


@pytest.mark.parametrize("account", [ENGINEER, ADMIN])
@pytest.mark.parametrize("deed", TAMPERING)
def test_nobody_tampers_with_what_is_recorded(
    db: Database, project: int, file: PhotoFile, account: int, deed: Any
) -> None:
    add(db, ENGINEER, project, file)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), db.acting(account) as connection:
        connection.execute(deed)


def test_not_even_the_owner_changes_an_original_by_mistake(
    db: Database, owner: Owner, project: int, file: PhotoFile
) -> None:
    kept = add(db, ENGINEER, project, file)
    for deed in ("UPDATE photo_original SET content = 'x'", "DELETE FROM photo", "TRUNCATE photo_original"):
        with pytest.raises(psycopg.errors.CheckViolation):
            owner.execute(deed)
    owner.execute("UPDATE photo SET sha256 = sha256('x'), uploaded_by = 1 WHERE id = %s", [kept])
    with db.reading(ENGINEER) as connection:
        assert photo(connection, project, kept).sha256 == file.sha256.hex()


def test_a_file_that_is_not_the_digested_one_is_refused(db: Database, project: int, file: PhotoFile) -> None:
    other = PhotoFile(**{**vars(file), "content": file.content + b"x"})
    with pytest.raises(psycopg.errors.CheckViolation):
        add(db, ENGINEER, project, other)
    assert seen_by(db, ENGINEER, project) == []


def test_every_change_has_its_row_in_the_audit(
    db: Database, owner: Owner, project: int, file: PhotoFile
) -> None:
    kept = add(db, ENGINEER, project, file)
    with db.acting(ENGINEER) as connection:
        tell(connection, project, kept, Told("after"))
        withdraw(connection, project, kept, "ผิดภาพ")
    rows = owner.execute(
        "SELECT action, account_id, was ->> 'phase' AS phase FROM audit WHERE subject = 'photo' ORDER BY id"
    ).fetchall()
    assert [tuple(row.values()) for row in rows] == [
        ("insert", ENGINEER, None),
        ("update", ENGINEER, "unknown"),
        ("update", ENGINEER, "after"),
    ]


def test_the_same_picture_in_another_project_is_found_at_any_size(
    db: Database, owner: Owner, authorities: dict[str, int], project: int, tmp_path: Path
) -> None:
    put(owner, project)
    add(db, ENGINEER, project, read(picture(3), tmp_path))
    other = add_project(owner, authorities["ours"], "อีกสาย")
    put(owner, other)
    add(db, ENGINEER, other, read(picture(3, "WEBP", size=(1280, 960)), tmp_path))
    add(db, ENGINEER, other, read(picture(4), tmp_path))
    with db.reading(ENGINEER) as connection:
        later = evidence_of(connection, other)
        earlier = evidence_of(connection, project)
    codes = [[reason.code for reason in each.judged.reasons] for each in later if each.judged]
    assert codes[0][0] == "used_elsewhere"
    assert not [code for code in codes[1] if code.startswith("used")]
    assert earlier[0].judged is not None
    said = next(each for each in earlier[0].judged.reasons if each.subject == "use")
    assert (said.code, said.project, said.verdict) == ("used_later", other, "unknown")
    assert "อีกสาย" in said.thai


def test_a_seat_learns_that_a_picture_stands_elsewhere_but_not_in_whose_draft(
    db: Database, owner: Owner, authorities: dict[str, int], project: int, file: PhotoFile
) -> None:
    theirs = add_project(owner, authorities["theirs"], "ความลับ", published=False)
    add(db, STRANGER, theirs, file)
    add(db, ENGINEER, project, file)
    with db.reading(ENGINEER) as connection:
        judged = evidence_of(connection, project)[0].judged
    assert judged is not None
    said = next(each for each in judged.reasons if each.subject == "use")
    assert (said.code, said.project) == ("used_elsewhere", None)
    assert "ความลับ" not in said.thai + said.english


def test_a_withdrawn_picture_may_be_used_where_it_belongs(
    db: Database, owner: Owner, authorities: dict[str, int], project: int, file: PhotoFile
) -> None:
    wrong = add_project(owner, authorities["ours"], "ผิดโครงการ")
    there = add(db, ENGINEER, wrong, file)
    with db.acting(ENGINEER) as connection:
        withdraw(connection, wrong, there, "ผิดโครงการ")
    add(db, ENGINEER, project, file)
    with db.reading(ENGINEER) as connection:
        judged = evidence_of(connection, project)[0].judged
    assert judged is not None
    assert all(reason.subject != "use" for reason in judged.reasons)


def test_seats_are_looked_up_once_for_all_pictures_that_stand_elsewhere(
    db: Database, owner: Owner, authorities: dict[str, int], project: int, tmp_path: Path
) -> None:
    other = add_project(owner, authorities["ours"], "อีกสาย")
    for seed in range(4):
        for where in (project, other):
            add(db, ENGINEER, where, read(picture(seed), tmp_path))
    with owner.transaction(force_rollback=True):
        owner.execute("SET LOCAL track_functions = 'all'")
        owner.execute("SET LOCAL ROLE eplan_portal")
        owner.execute("SELECT set_config('eplan.account', %s, true)", [str(ENGINEER)])
        assert len(owner.execute("SELECT FROM photo_uses(%s)", [project]).fetchall()) == 4
        calls = owner.execute(
            "SELECT pg_stat_get_xact_function_calls('visible_authorities()'::regprocedure) AS n"
        ).fetchone()
    assert calls is not None
    assert calls["n"] <= 2


def test_a_place_taken_from_a_picture_has_its_accuracy_and_names_it(
    db: Database, project: int, tmp_path: Path
) -> None:
    file = read(picture(5, lat=19.1, lon=99.1, gps={31: 4.0}), tmp_path)
    kept = add(db, ENGINEER, project, file)
    with db.reading(ENGINEER) as connection:
        place = place_of_photo(photo(connection, project, kept), "as_built")
    assert (place.lat, place.lon, place.method, place.accuracy_m) == (19.1, 99.1, "photo", 4.0)
    assert file.sha256.hex() in (place.evidence or "")


def test_pictures_of_many_at_once_do_not_hide_from_each_other(
    database_url: str, owner: Owner, authorities: dict[str, int], project: int, file: PhotoFile
) -> None:
    other = add_project(owner, authorities["ours"], "อีกสาย")
    database = Database(database_url, size=4).open()
    with database.acting(ENGINEER) as one:
        add_photo(one, project, file, Sent())
        with database.acting(ENGINEER) as two:
            add_photo(two, other, file, Sent())
    database.close()
    row = owner.execute("SELECT count(*) AS n FROM photo_likeness").fetchone()
    assert row is not None
    assert row["n"] == 1
