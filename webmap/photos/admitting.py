"""How much may be sent: more than of any other form, where somebody who is signed in sends photographs."""

from flask import Flask, request

from geo.database import PUBLIC
from webmap.context import account_id

UPLOAD = "photos.upload"
LARGEST_REQUEST = 210 << 20
MOST_FILES = 20


def admit_photos(app: Flask) -> None:
    """Raise the limit of a request's body for photographs alone.

    Called before anything reads the forms of the app: the check of their tokens does, before any view.
    """

    @app.before_request
    def admit() -> None:
        if request.endpoint == UPLOAD and account_id() != PUBLIC:
            request.max_content_length = LARGEST_REQUEST
