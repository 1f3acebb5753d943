"""Administrative areas as layers: province, amphoe, tambon of the current editions."""

from layers.layer import Column, Layer

COLUMNS = (
    Column("code", "CODE", "รหัส", "Code", tiles_from=0),
    Column("name_th", "NAME_TH", "ชื่อ", "Name (Thai)", tiles_from=0),
    Column("name_en", "NAME_EN", "ชื่ออังกฤษ", "Name (English)", tiles_from=0),
    Column("parent_code", "PARENT", "รหัสพื้นที่ที่สังกัด", "Parent code", tiles_from=0),
    Column("edition", "EDITION", "ฉบับของแนวเขต", "Boundary edition"),
    Column("source", "SOURCE", "ที่มาของแนวเขต", "Boundary source"),
    Column("licence", "LICENCE", "สัญญาอนุญาต", "Licence"),
    Column("valid_from", "VALID_FROM", "ใช้ตั้งแต่", "Valid from", "date"),
)

LAYERS = (
    Layer("provinces", "จังหวัด", "Provinces", "polygon", COLUMNS, minzoom=0, maxzoom=12),
    Layer("amphoe", "อำเภอ", "Districts (amphoe)", "polygon", COLUMNS, minzoom=5, maxzoom=12),
    Layer("tambon", "ตำบล", "Subdistricts (tambon)", "polygon", COLUMNS, minzoom=8, maxzoom=13),
)
