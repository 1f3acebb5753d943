"""Local authorities (อปท.) as a layer: where the office stands, or a point of the area that is known."""

from layers.layer import Column, Layer

LAYERS = (
    Layer(
        "authorities",
        "องค์กรปกครองส่วนท้องถิ่น",
        "Local authorities",
        "point",
        (
            Column("code", "CODE", "รหัส อปท.", "Authority code", tiles_from=0),
            Column("type", "TYPE", "ประเภท", "Type", tiles_from=0),
            Column("name_th", "NAME_TH", "ชื่อ", "Name (Thai)", tiles_from=7),
            Column("name_en", "NAME_EN", "ชื่ออังกฤษ", "Name (English)", tiles_from=7),
            Column("province_code", "PROV_CODE", "รหัสจังหวัด", "Province code", tiles_from=7),
            Column("amphoe_code", "AMP_CODE", "รหัสอำเภอ", "Amphoe code", tiles_from=7),
            Column("area_km2", "AREA_KM2", "เนื้อที่", "Area", "number", ("ตร.กม.", "km²")),
            Column("place", "PLACE", "ที่มาของตำแหน่ง", "What the position is", tiles_from=0),
        ),
        minzoom=0,
        maxzoom=13,
    ),
)
