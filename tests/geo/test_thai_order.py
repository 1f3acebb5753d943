"""Thai names in the order of a dictionary."""

from geo.thai.order import dictionary_key


def test_a_vowel_written_first_sorts_behind_its_consonant() -> None:
    names = ["แม่สาย", "เทิง", "พาน", "เชียงของ", "ขุนตาล", "ป่าแดด", "ดอยหลวง", "เมืองเชียงราย"]
    assert sorted(names, key=dictionary_key) == [
        "ขุนตาล",
        "เชียงของ",
        "ดอยหลวง",
        "เทิง",
        "ป่าแดด",
        "พาน",
        "เมืองเชียงราย",
        "แม่สาย",
    ]


def test_tone_marks_decide_between_equals_only() -> None:
    assert sorted(["ค้างคาว", "คาง", "ค่าง", "ค้าง"], key=dictionary_key) == ["คาง", "ค่าง", "ค้าง", "ค้างคาว"]


def test_other_scripts_keep_their_order() -> None:
    assert sorted(["b", "a", "ก", "1"], key=dictionary_key) == ["1", "a", "b", "ก"]
