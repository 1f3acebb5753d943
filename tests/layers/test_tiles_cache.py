"""What is kept in memory: never more than allowed, the least used goes; and questions refused with reason."""

from collections import OrderedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.database import Database
from geo.errors import BadRequest
from geo.tile import Tile
from layers.catalogue import catalogue, find_layer
from layers.tiles.cache import OVERHEAD, Cache
from layers.tiles.memory import Memory, Recipe
from layers.tiles.question import Question, parse_question
from layers.tiles.source import source_of
from layers.tiles.store import stored
from layers.tiles.watch import Watch
from tests.layers.pin_world import Owner, add_authority
from tests.layers.tiles_world import Tiles

STEPS = st.lists(st.tuples(st.sampled_from("pg"), st.integers(0, 9), st.integers(0, 3000)), max_size=60)


@given(limit=st.integers(0, 12_000), steps=STEPS)
def test_the_cache_is_a_bounded_store_that_forgets_the_least_used(
    limit: int, steps: list[tuple[str, int, int]]
) -> None:
    cache: Cache[int] = Cache(limit)
    model: OrderedDict[int, int] = OrderedDict()
    for step, key, size in steps:
        if step == "g":
            assert cache.get(key) == (key if key in model else None)
            if key in model:
                model.move_to_end(key)
            continue
        cache.put(key, key, size)
        model.pop(key, None)
        if size + OVERHEAD <= limit:
            model[key] = size + OVERHEAD
        while sum(model.values()) > limit:
            model.popitem(last=False)
        assert cache.bytes == sum(model.values()) <= limit
        assert len(cache) == len(model)


def test_without_room_every_tile_is_made_anew(db: Database) -> None:
    tiles = Tiles(db, limit=0)
    for _ in range(2):
        tiles.stored("provinces", Tile(5, 24, 14))
    assert tiles.store.answered() == {"kept": 0, "made": 2}
    assert tiles.store.kept_bytes() == 0
    tiles.close()


def test_a_kept_tile_is_counted_and_takes_room(db: Database) -> None:
    tiles = Tiles(db)
    first = tiles.stored("provinces", Tile(5, 24, 14))
    assert tiles.stored("provinces", Tile(5, 24, 14)) is first
    assert tiles.store.answered() == {"kept": 1, "made": 1}
    assert tiles.store.kept_bytes() >= OVERHEAD
    tiles.close()


def test_small_bodies_stay_plain_and_large_ones_are_zipped_once() -> None:
    assert stored(b"small", None).body == b"small"
    large = stored(b"tile " * 1000, None)
    assert large.zipped
    assert len(large.body) < 200
    assert large.plain() == b"tile " * 1000
    assert stored(b"tile " * 1000, None).body == large.body


def test_what_is_remembered_is_worked_out_anew_after_a_change(db: Database, owner: Owner) -> None:
    watch = Watch(db)
    memory = Memory(db, watch, 1 << 20)
    recipe = Recipe("names", None, ("authorities",), "SELECT name_th FROM authority", len)
    assert memory.recall(recipe).value == 0
    assert memory.recall(recipe) is memory.recall(recipe)
    with db.acting(1) as connection:
        connection.execute(
            "INSERT INTO authority (type, name_th, province_code, amphoe_code, supervising_level) "
            "VALUES ('sao', 'ใหม่', '57', '5701', 'amphoe')"
        )
    assert memory.recall(recipe).value == 1
    watch.close()


def test_every_layer_has_a_source_whose_versions_are_kept(db: Database, owner: Owner) -> None:
    add_authority(owner, "อบต.")
    known = {row["layer"] for row in db.rows("SELECT layer FROM layer_version")}
    for layer in catalogue().values():
        assert set(source_of(layer).depends) <= known
        assert source_of(layer).fields(layer)[layer.name]


@pytest.mark.parametrize(
    ("layer", "pairs", "named"),
    [
        ("provinces", [("area", "57")], "area"),
        ("projects", [("colour", "red")], "colour"),
        ("projects", [("stage", "plan"), ("stage", "paying")], "stage"),
        ("projects", [("fiscal_year", "2025")], "2025"),
        ("projects", [("level", "amphoe")], "level"),
        ("spending", [("level", "village")], "village"),
        ("spending", [("measure", "saved")], "saved"),
        ("projects", [("bbox", "1,2,3")], "1,2,3"),
    ],
)
def test_a_word_that_a_layer_does_not_take_is_refused(
    layer: str, pairs: list[tuple[str, str]], named: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        parse_question(find_layer(layer), pairs)
    assert named in refused.value.thai
    assert named in refused.value.english


def test_a_question_is_written_as_it_was_read() -> None:
    layer = find_layer("spending")
    question = parse_question(
        layer, [("fiscal_year", "2568"), ("level", "tambon"), ("measure", ""), ("stage", "")]
    )
    assert question.query == {"fiscal_year": "2568", "level": "tambon"}
    assert parse_question(layer, question.query.items()) == question
    assert parse_question(layer, []) == Question()
