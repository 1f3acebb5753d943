"""The code lists are whole, and free text is recognised as what people mean by it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import codes
from layers.wording import settle

LISTS = (codes.programmes, codes.sources, codes.categories, codes.authority_types, codes.stages)
THAI = st.text(
    st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.sampled_from(" .,/0123456789 \u200b")
)


@pytest.mark.parametrize("entries", LISTS)
def test_every_entry_has_its_names_and_its_place_in_the_order(entries):
    rows = list(entries().items())
    assert rows
    assert all(code == entry.code and entry.name_th and entry.name_en for code, entry in rows)
    assert [entry.sort for _, entry in rows] == sorted({entry.sort for _, entry in rows})


@pytest.mark.parametrize("entries", LISTS)
def test_codes_are_short_lower_case_ascii_or_digits(entries):
    assert all(re.fullmatch("[a-z][a-z-]*|[0-9]{5}", code) for code in entries())


def test_there_are_twelve_programmes_in_four_areas_with_their_leading_zeros():
    assert len(codes.programmes()) == 12
    assert len({programme.area_th for programme in codes.programmes().values()}) == 4
    assert codes.programmes()["00310"].name_th == "อุตสาหกรรมและการโยธา"


def test_transfers_and_carry_overs_are_not_fund_sources():
    names = " ".join(source.name_th for source in codes.sources().values())
    assert "โอน" not in names
    assert "กันไว้" not in names


def test_works_need_a_place_and_allowances_do_not():
    needs = {code: category.needs_place for code, category in codes.categories().items()}
    assert needs["road"] and needs["works"] and needs["other"]
    assert not needs["welfare"] and not needs["training"] and not needs["equipment"]
    assert {category.geometry for category in codes.categories().values()} == {"point", "line", "polygon"}


@pytest.mark.parametrize("field", ["words", "weak_words"])
def test_no_word_stands_for_two_categories_or_is_too_short_to_be_found(field):
    words = [settle(word) for category in codes.categories().values() for word in getattr(category, field)]
    assert len(words) == len(set(words))
    assert all(len(word) >= 3 for word in words)


def test_authority_types_know_their_ordinance_and_their_supervisor():
    types = codes.authority_types()
    assert {code: kind.short_th for code, kind in types.items() if kind.short_th} == {
        "pao": "อบจ.",
        "city": "ทน.",
        "town": "ทม.",
        "subdistrict": "ทต.",
        "sao": "อบต.",
    }
    assert {code for code, kind in types.items() if kind.supervising_level == "province"} == {
        "pao",
        "city",
        "special",
    }
    assert {code for code, kind in types.items() if kind.ordinance_th == "เทศบัญญัติ"} == {
        "city",
        "town",
        "subdistrict",
    }


def test_stages_are_told_apart_by_colour_and_by_shape():
    stages = codes.stages()
    assert list(stages) == ["plan", "approved", "contracted", "paying", "finished", "stopped"]
    assert all(re.fullmatch("#[0-9A-F]{6}", stage.colour) for stage in stages.values())
    assert (
        len({stage.colour for stage in stages.values()})
        == len({stage.shape for stage in stages.values()})
        == 6
    )


def test_a_name_comes_in_the_readers_language():
    road = codes.categories()["road"]
    assert (road.name("th"), road.name("en"), road.name("fr")) == ("ถนน", "Road", "ถนน")


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("โครงการก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 5 พร้อมรางระบายน้ำ", "road"),
        ("ก่อสร้างรางระบายน้ำ ค.ส.ล. มีฝาปิด ริมถนนสายหลัก", "drain"),
        ("ก่อสร้างรางระบายนํ้า ริมถนนสายหลัก", "drain"),
        ("วางท่อระบายน ้า ริมถนนสายหลัก", "drain"),
        ("โครงการติดตั้งไฟส่องสว่างโซลาเซลล์ถนนสายบ้านไร่", "lighting"),
        ("จัดซื้อโคมไฟโซล่าเซลล์พร้อมติดตั้ง", "lighting"),
        ("จัดซื้อพร้อมติดตั้งกล้องวงจรปิด", "cctv"),
        ("จัดซื้อรถบรรทุกขยะ", "equipment"),
        ("จัดซื้อเรือท้องแบน", "equipment"),
        ("ก่อสร้างถนนหินคลุกเพื่อการเกษตร", "farm-road"),
        ("ผิวทางแอสฟัลท์ติก (อบจ.)", "road"),
        ("ขุดลอกคลองแม่ต๋ำ", "dredging"),
        ("ก่อสร้างท่อลอดเหลี่ยม คสล.", "bridge"),
        ("ก่อสร้างเมรุ", "crematorium"),
        ("โครงการอบรมส่งเสริมสุขภาพผู้สูงอายุ", "training"),
        ("เบี้ยยังชีพผู้สูงอายุ", "welfare"),
        ("โครงการจัดงานประเพณีลอยกระทง", "culture"),
        ("รณรงค์ลดอุบัติเหตุทางถนนช่วงเทศกาลสงกรานต์", "safety"),
        ("อาหารเสริม (นม) โรงเรียน", "education"),
        ("อุดหนุนการไฟฟ้าส่วนภูมิภาคขยายเขตไฟฟ้า", "lighting"),
        ("อุดหนุนโรงเรียนบ้านแม่ใส", "subsidy"),
        ("ROAD repair Moo 5", "road"),
        ("Broadband", "other"),
        ("", "other"),
    ],
)
def test_a_title_tells_its_category(title, category):
    assert codes.recognise_category(title) == category


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("ซ่อมแซมฝายบ้านถนน", "weir"),
        ("ปรับปรุงซุ้ม บ้านสะพานหิน ตำบลฝายหลวง", "works"),
        ("ซ่อมแซมภายในหมู่บ้านถนนลูกรัง", "road"),
        ("สำรวจข้อมูล ต.ฝายแก้ว อ.ถนนใหญ่", "other"),
    ],
)
def test_the_name_of_a_place_tells_no_category(title, category):
    assert codes.recognise_category(title) == category


def test_what_is_built_needs_a_place_whatever_it_is_for():
    category = codes.categories()[codes.recognise_category("ก่อสร้างสถานที่เรียนรู้สิ่งแวดล้อมเพื่อสุขภาพ")]
    assert category.code == "works"
    assert category.needs_place


def test_every_category_is_recognised_by_its_code_and_both_names():
    for code, category in codes.categories().items():
        assert codes.recognise_category(code) == code
        assert codes.recognise_category(f" {category.name_th} ") == code
        assert codes.recognise_category(category.name_en.upper()) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("แผนงานอุตสาหกรรมและการโยธา", "00310"),
        ("แผนงาน เคหะเเละชุมชน", "00240"),
        ("แผนงานเคหะและชุมชน งานไฟฟ้าถนน", "00240"),
        ("การพานิชย์", "00330"),
        ("สร้างความเข้มแข็งและชุมชน", "00250"),
        ("การศาสนาวัฒนธรรมและนันทนาการ", "00260"),
        ("อุตสากรรมและการโยธา", "00310"),
        ("บริหารงานทัวไป", "00110"),
        ("ด้านการเกษตร", "00320"),
        ("งบกลาง", "00410"),
        ("Public Health", "00220"),
        ("00310", "00310"),
        ("310", "00310"),
        ("110.0", "00110"),
        ("๐๐๓๑๐", "00310"),
        ("00312 งานก่อสร้างโครงสร้างพื้นฐาน", "00310"),
        ("แผนงานอุตสาหกรรมและการโยธา (00310)", "00310"),
    ],
)
def test_a_programme_is_recognised_as_people_write_it(text, code):
    assert codes.recognise_programme(text) == code


@pytest.mark.parametrize(
    "text",
    ["", "-", "9", "00510", "00310 การศึกษา", "การศึกษา/สาธารณสุข", "แผนงานยุทธศาสตร์พัฒนาการศึกษา", "ศึกษาดูงาน"],
)
def test_no_programme_is_guessed_from_two_or_from_something_else(text):
    assert codes.recognise_programme(text) is None


def test_every_programme_is_recognised_by_its_code_and_both_names():
    for code, programme in codes.programmes().items():
        for text in (code, programme.name_th, f"แผนงาน{programme.name_th}", programme.name_en):
            assert codes.recognise_programme(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ข้อบัญญัติงบประมาณรายจ่าย ประจำปี 2568", "ordinance"),
        ("เทศบัญญัติ", "ordinance"),
        ("งบ อบต.", "ordinance"),
        ("จ่ายขาดเงินสะสม", "accumulated"),
        ("เงินทุนสํารองเงินสะสม", "reserve"),
        ("จ่ายขาดเงินทุนสำรองเงินสะสม", "reserve"),
        ("เงินอุดหนุน เฉพาะกิจ", "grant-specific"),
        ("เงินอุดหนุนทั่วไป", "grant-general"),
        ("เงินอุดหนุนจาก อบจ.พะเยา", "grant-other-agency"),
        ("งบพัฒนากลุ่มจังหวัด", "province"),
        ("เงินกู้ ก.ส.ท.", "loan"),
        ("เงินบริจาค", "donation"),
        ("อื่น ๆ", "other"),
    ],
)
def test_a_fund_source_is_recognised_as_people_write_it(text, code):
    assert codes.recognise_source(text) == code


@pytest.mark.parametrize(
    "text", ["", "เงินอุดหนุน", "ข้อบัญญัติ + เงินสะสม", "เงินกันไว้เบิกเหลื่อมปี", "โอนเพิ่ม", "โอนลด", "ตั้งจ่ายเป็นรายการใหม่"]
)
def test_no_fund_source_is_guessed_from_two_or_from_an_event(text):
    assert codes.recognise_source(text) is None


def test_every_fund_source_is_recognised_by_its_code_and_both_names():
    for code, source in codes.sources().items():
        assert {codes.recognise_source(text) for text in (code, source.name_th, source.name_en)} == {code}


@given(THAI | st.text())
def test_any_text_is_answered_with_a_known_code_or_none(text):
    assert codes.recognise_category(text) in codes.categories()
    assert codes.recognise_programme(text) in {None, *codes.programmes()}
    assert codes.recognise_source(text) in {None, *codes.sources()}


@given(THAI)
def test_outer_blanks_change_nothing(text):
    spaced = f"  {text}\u00a0\n"
    assert codes.recognise_category(spaced) == codes.recognise_category(text)
    assert codes.recognise_programme(spaced) == codes.recognise_programme(text)
    assert codes.recognise_source(spaced) == codes.recognise_source(text)
