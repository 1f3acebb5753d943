"""Projects (โครงการ) as a layer, joined to their budget."""

from layers.layer import Column, Layer

BAHT = ("บาท", "baht")
METRES = ("ม.", "m")
FILTER_WORDS = (
    "fiscal_year", "area", "authority", "stage", "programme", "source", "category", "located", "bbox", "q",
    "grade", "drift",
)  # fmt: skip

LAYERS = (
    Layer(
        "projects",
        "โครงการ",
        "Projects",
        "point",
        (
            Column("id", "ID", "เลขที่ระบบ", "Id", "integer", tiles_from=0),
            Column("reference", "REFERENCE", "เลขอ้างอิง", "Reference", tiles_from=14),
            Column("title", "TITLE", "ชื่อโครงการ", "Title", tiles_from=13),
            Column(
                "fiscal_year",
                "FISC_YEAR",
                "ปีงบประมาณ",
                "Fiscal year",
                "integer",
                ("พ.ศ.", "B.E."),
                tiles_from=12,
            ),
            Column("stage", "STAGE", "ขั้น", "Stage", tiles_from=0),
            Column("stage_th", "STAGE_TH", "ขั้น (ไทย)", "Stage (Thai)"),
            Column("authority_code", "AUTH_CODE", "รหัส อปท.", "Authority code", tiles_from=14),
            Column("authority_name", "AUTH_NAME", "อปท.", "Authority", tiles_from=14),
            Column("programme", "PROG_CODE", "รหัสแผนงาน", "Programme code"),
            Column("programme_th", "PROGRAMME", "แผนงาน", "Programme"),
            Column("source", "SRC_CODE", "รหัสแหล่งงบประมาณ", "Fund source code"),
            Column("source_th", "SOURCE", "แหล่งงบประมาณ", "Fund source"),
            Column("category", "CAT_CODE", "รหัสประเภทโครงการ", "Category code", tiles_from=13),
            Column("category_th", "CATEGORY", "ประเภทโครงการ", "Category"),
            Column("approved", "APPROVED", "อนุมัติ", "Approved", "money", BAHT, tiles_from=12),
            Column("contracted", "CONTRACTED", "ทำสัญญา", "Contracted", "money", BAHT, tiles_from=14),
            Column("paid", "PAID", "เบิกจ่าย", "Paid", "money", BAHT, tiles_from=14),
            Column("remaining", "REMAINING", "คงเหลือ", "Remaining", "money", BAHT),
            Column("located", "LOCATED", "มีพิกัด", "Located"),
            Column("phase", "PHASE", "ระยะของพิกัด", "Phase of the place"),
            Column("grade", "GRADE", "ระดับความน่าเชื่อถือของพิกัด", "Grade of the place", tiles_from=14),
            Column("drift_m", "DRIFT_M", "พิกัดห่างกันมากที่สุด", "Greatest drift", "number", METRES),
            Column("drift", "DRIFT", "สถานะระยะห่างของพิกัด", "State of the drift", tiles_from=13),
            Column("province_code", "PROV_CODE", "รหัสจังหวัด", "Province code"),
            Column("province_th", "PROVINCE", "จังหวัด", "Province"),
            Column("amphoe_code", "AMP_CODE", "รหัสอำเภอ", "Amphoe code"),
            Column("amphoe_th", "AMPHOE", "อำเภอ", "Amphoe"),
            Column("tambon_code", "TAM_CODE", "รหัสตำบล", "Tambon code"),
            Column("tambon_th", "TAMBON", "ตำบล", "Tambon"),
            Column("area_basis", "AREA_BASIS", "รหัสพื้นที่มาจาก", "Area codes taken from"),
            Column("note", "NOTE", "หมายเหตุภายใน", "Internal note", private=True),
        ),
        maxzoom=16,
        words=FILTER_WORDS,
    ),
)
