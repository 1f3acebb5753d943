"""The addresses of places in bulk."""

from flask import Blueprint, request

from etl.locating.keeping import LIMITS
from etl.locating.pasting import MOST_PASTED

bp = Blueprint("locating", __name__)
TABLE = "/locate/<uuid:table_id>"
UPLOAD = "locating.send_in"


@bp.url_value_preprocessor
def _let_tables_be_large(endpoint: str | None, _values: object) -> None:
    """Let this one address take more than others do, before anything of the request is read."""
    if endpoint == UPLOAD:
        request.max_content_length = LIMITS.file_bytes + 4 * MOST_PASTED
        request.max_form_memory_size = 4 * MOST_PASTED
