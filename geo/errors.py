"""The few ways in which a request can fail, each with a text fit for a user in Thai and English."""


class EplanError(Exception):
    """A failure that a person can act on.

    `thai` and `english` say what is wrong, where, and what to do. `str()` gives both.
    """

    def __init__(self, thai: str, english: str) -> None:
        super().__init__(thai, english)
        self.thai = thai
        self.english = english

    def __str__(self) -> str:
        return f"{self.thai}\n{self.english}"

    def in_language(self, language: str) -> str:
        """Return the text for a language code; Thai unless it is `en`."""
        return self.english if language == "en" else self.thai


class BadRequest(EplanError):
    """The question is malformed: an unknown filter, a wrong value."""


class NotFound(EplanError):
    """There is no such thing, or the asker may not know of it."""


class Forbidden(EplanError):
    """The acting seat may not do this."""


class Refused(EplanError):
    """Good form, but a rule of money, places or files says no; nothing was changed."""


class Conflict(Refused):
    """Somebody else changed the same thing in the meantime."""


class Unavailable(EplanError):
    """The database, or something else that we need, does not answer."""
