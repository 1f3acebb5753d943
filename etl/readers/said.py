"""What a caller says of the columns of a file, field by field."""

from collections.abc import Collection, Mapping

from geo.errors import BadRequest


def check_said(said: Mapping[str, str], fields: Collection[str], columns: Collection[str]) -> None:
    """Raise `BadRequest` where `said` (field → column) names a field or a column that there is not."""
    for field, column in said.items():
        if field not in fields or column not in columns:
            there, known = ", ".join(columns), ", ".join(fields)
            raise BadRequest(
                f"ไม่มีคอลัมน์ “{column}” หรือไม่รู้จักบทบาท “{field}” คอลัมน์ในไฟล์คือ {there} บทบาทคือ {known}",
                f"There is no column “{column}”, or no field “{field}”; the file has {there}, "
                f"the fields are {known}.",
            )
