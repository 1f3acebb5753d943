"""The files of photographs: copies for everybody, originals for their own seats; only ever as pictures."""

from typing import cast

from flask import Response, request
from werkzeug.exceptions import NotFound as NoAddress

from layers.photos.photo import ENDINGS, SIZES
from layers.photos.store import copy_of, no_photo, original_of, photo
from webmap.context import account_id, database
from webmap.photos.blueprint import PHOTO, bp

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@bp.get(f"{PHOTO}/<int:size>.jpg")
def copy(project_id: int, photo_id: int, size: int) -> Response:
    """Answer with a copy, its longest side `size` pixels at most."""
    if size not in SIZES:
        raise NoAddress
    with database().reading(account_id()) as connection:
        content, digest = copy_of(connection, project_id, photo_id, size)
    return _picture(content, "image/jpeg", digest)


@bp.get(f"{PHOTO}/original")
def original(project_id: int, photo_id: int) -> Response:
    """Answer with the file as it was uploaded, to be saved."""
    with database().reading(account_id()) as connection:
        known = photo(connection, project_id, photo_id)
        if not known.own or known.media_type is None or known.sha256 is None:
            raise no_photo()
        content = original_of(connection, photo_id)
    answer = _picture(content, known.media_type, known.sha256)
    name = f"photo-{photo_id}.{ENDINGS[known.media_type]}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _picture(content: bytes, media_type: str, digest: str) -> Response:
    """Return a picture that is asked for anew each time, since it may have been withdrawn."""
    answer = Response(content, content_type=media_type)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(digest)
    return cast(Response, answer.make_conditional(request))
