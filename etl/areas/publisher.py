"""Who published a file of boundaries, told by its columns, when the operator does not say."""

from collections.abc import Iterable

COD_AB = (
    "Royal Thai Survey Department (RTSD), published by OCHA ROAP on HDX (COD-AB Thailand)",
    "CC BY-IGO",
)
NOT_STATED = "ไม่ได้ระบุ (not stated)"

_COD_AB_COLUMNS = {"ADM0_PCODE", "ADM0_EN", "ADM0_TH", "ADM1_PCODE"}


def source_and_licence(headings: Iterable[str], file_name: str) -> tuple[str, str]:
    """Return what is known of the source and the licence; the file's own name when nothing is."""
    return COD_AB if set(headings) >= _COD_AB_COLUMNS else (file_name, NOT_STATED)
