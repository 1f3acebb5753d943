"""Which column of a list of authorities holds what, told by its heading."""

from collections.abc import Mapping, Sequence

from etl.readers.header import fold
from etl.readers.said import check_said
from geo.errors import Refused

HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("รหัส อปท.", "dla_code", "lao_code", "org_code", "authority_code", "code", "รหัส"),
    "type": ("ประเภท อปท.", "ประเภท", "lao_type", "authority_type", "org_type", "type"),
    "name_th": (
        "อปท.",
        "ชื่อ อปท.",
        "องค์กรปกครองส่วนท้องถิ่น",
        "ชื่อองค์กรปกครองส่วนท้องถิ่น",
        "หน่วยงาน",
        "ชื่อหน่วยงาน",
        "name_th",
        "ชื่อ",
        "ชื่อไทย",
        "name",
    ),
    "name_en": ("name_en", "ชื่ออังกฤษ", "ชื่อภาษาอังกฤษ", "english name"),
    "amphoe_code": ("รหัสอำเภอ", "amphoe_code", "district_code", "amp_code"),
    "amphoe": ("อำเภอ", "ชื่ออำเภอ", "amphoe", "district", "amphur"),
    "province_code": ("รหัสจังหวัด", "province_code", "prov_code", "changwat_code"),
    "province": ("จังหวัด", "ชื่อจังหวัด", "province", "changwat"),
    "tambon_code": ("รหัสตำบล", "tambon_code", "subdistrict_code", "tam_code"),
    "tambon": ("ตำบล", "ชื่อตำบล", "tambon", "subdistrict"),
    "extent": ("เต็มตำบล", "เต็ม/บางส่วน", "ครอบคลุม", "ขอบเขต", "extent", "coverage"),
    "area_km2": ("ขนาดพื้นที่", "พื้นที่", "เนื้อที่", "พื้นที่ (ตร.กม.)", "ขนาดพื้นที่ (ตร.กม.)", "area_km2", "area"),
    "lat": ("LAT", "latitude", "ละติจูด", "พิกัด lat", "y"),
    "lon": ("LONG", "lon", "lng", "longitude", "ลองจิจูด", "พิกัด long", "x"),
}
"""Field → its headings, the likeliest first."""

KNOWN = tuple(word for words in HEADINGS.values() for word in words)
"""The words by which the header of a list is recognised."""

REQUIRED = ("code", "name_th")


def find_columns(columns: Sequence[str], said: Mapping[str, str]) -> dict[str, str]:
    """Return field → column; `said` overrules what the headings tell.

    Raises `Refused` without a column of codes or names, `BadRequest` when `said` is not of this file.
    """
    check_said(said, HEADINGS, columns)
    folded = {fold(column): column for column in reversed(columns)}
    found = {
        field: next((folded[fold(word)] for word in words if fold(word) in folded), None)
        for field, words in HEADINGS.items()
    }
    roles = {field: column for field, column in (found | dict(said)).items() if column}
    missing = [field for field in REQUIRED if field not in roles]
    if missing:
        there, wanted = ", ".join(columns), HEADINGS[missing[0]][0]
        raise Refused(
            f"ไม่พบคอลัมน์ “{wanted}” ({missing[0]}) ในไฟล์ คอลัมน์ที่มีคือ {there} ระบุด้วย --map คอลัมน์={missing[0]}",
            f"The file has no column “{wanted}” ({missing[0]}); it has {there}. Name it by "
            f"--map COLUMN={missing[0]}.",
        )
    return roles
