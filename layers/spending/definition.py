"""Spending by area as a layer: the areas of one level with their sums."""

from layers.layer import Column, Layer

BAHT = ("บาท", "baht")

LAYERS = (
    Layer(
        "spending",
        "ใช้จ่ายตามพื้นที่",
        "Spending by area",
        "polygon",
        (
            Column("code", "CODE", "รหัส", "Code", tiles_from=0),
            Column("name_th", "NAME_TH", "ชื่อ", "Name (Thai)", tiles_from=0),
            Column("name_en", "NAME_EN", "ชื่ออังกฤษ", "Name (English)", tiles_from=0),
            Column(
                "count", "COUNT", "จำนวนโครงการ", "Projects", "integer", ("โครงการ", "projects"), tiles_from=0
            ),
            Column("approved", "APPROVED", "อนุมัติ", "Approved", "money", BAHT, tiles_from=0),
            Column("contracted", "CONTRACTED", "ทำสัญญา", "Contracted", "money", BAHT, tiles_from=0),
            Column("paid", "PAID", "เบิกจ่าย", "Paid", "money", BAHT, tiles_from=0),
            Column("remaining", "REMAINING", "คงเหลือ", "Remaining", "money", BAHT, tiles_from=0),
        ),
        maxzoom=12,
        words=(
            "level",
            "measure",
            "fiscal_year",
            "area",
            "authority",
            "stage",
            "programme",
            "source",
            "category",
            "located",
            "bbox",
            "q",
        ),
    ),
)
