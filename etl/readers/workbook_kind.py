"""Which kind of workbook it is. Names say little: public offices' systems write HTML and tabs as `.xls`."""

import mmap
import re
from pathlib import Path

from etl.readers.archive import Archive
from etl.readers.kind import COMPOUND, MARKUP, Kind, disagrees, first_bytes, signature
from etl.readers.limits import Limits
from geo.errors import Refused
from geo.thai.unreadable import shown

OTHER_WORKBOOKS = (".xlsb", ".xlt", ".xltx", ".xltm", ".numbers", ".fods", ".ots", ".et", ".wk1", ".123")
"""Workbooks of other kinds, whose owner is told how to save them."""

_OLD = (b"\x09\x00", b"\x09\x02", b"\x09\x04")
_PAGE = re.compile(rb"<(?:!doctype\s+)?(?:html|table)\b", re.IGNORECASE)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"


def workbook_kind(path: Path, name: str, limits: Limits) -> Kind:
    """Return what a file called a workbook is. Raises `Refused` for what is none, or has a password."""
    head = first_bytes(path)
    found = signature(head)
    if found == "zip":
        return _of_zip(path, name, limits)
    if found == COMPOUND:
        return _of_compound(path, name)
    if head.startswith(_OLD):
        raise save_anew(name)
    if found != "text":
        raise disagrees(name, found)
    return _of_text(name, head)


def _of_zip(path: Path, name: str, limits: Limits) -> Kind:
    with Archive(path, limits) as archive:
        if "xl/workbook.xml" in archive.names:
            return Kind.XLSX
        if "xl/workbook.bin" in archive.names or "Index/Document.iwa" in archive.names:
            raise save_anew(name)
        if "mimetype" not in archive.names or not archive.read("mimetype", 99).startswith(_OPEN_DOCUMENT):
            raise disagrees(name, "another kind of zip file")
        if b"encryption-data" in archive.read("META-INF/manifest.xml", limits.harmless_bytes):
            raise protected()
        return Kind.ODS


def _of_compound(path: Path, name: str) -> Kind:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find("EncryptedPackage".encode("utf-16-le")) >= 0:
            raise protected()
        if all(content.find(word.encode("utf-16-le")) < 0 for word in ("Workbook\0", "Book\0")):
            raise disagrees(name, COMPOUND)
    return Kind.XLS


def _of_text(name: str, head: bytes) -> Kind:
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")  # of UTF-16 and UTF-8
    is_xml = plain.startswith(b"<?") and not _PAGE.search(plain)
    if is_xml or plain.startswith(b"MIME-Version"):
        raise save_anew(name)
    if MARKUP.match(plain):
        return Kind.HTML
    if b"\t" not in plain:
        raise disagrees(name, "text")
    return Kind.CSV


def protected() -> Refused:
    """Return the refusal of a workbook with a password."""
    return Refused(
        "สมุดงานใส่รหัสผ่าน ให้เปิดใน Excel หรือ LibreOffice แล้วบันทึกใหม่เป็น .xlsx โดยไม่ใส่รหัสผ่าน",
        "The workbook is protected by a password; open it in Excel or LibreOffice and save it again as .xlsx "
        "without one.",
    )


def save_anew(name: str) -> Refused:
    """Return the refusal of a workbook of a kind that is not read."""
    return Refused(
        f"ไม่รับสมุดงานชนิดของไฟล์ “{shown(name)}” ให้เปิดในโปรแกรมตารางคำนวณ (Excel, LibreOffice, Numbers) "
        "แล้วบันทึกหรือส่งออกเป็น .xlsx",
        f"The kind of workbook of “{shown(name)}” is not read; open it in a spreadsheet program (Excel, "
        "LibreOffice, Numbers) and save or export it as .xlsx.",
    )
