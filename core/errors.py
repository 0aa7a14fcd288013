"""Errors that a person can put right."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class DomainError(ValidationError):
    """A rule of the field was not met. Its message is in the user's words and says what to do next.

    A ValidationError, so that a form can show it beside what was typed: `form.add_error(None, error)`.
    """


class NotAllowed(DomainError):
    """The record is in the user's scope, but this person may not do this to it. Views answer 403."""


class Conflict(DomainError):
    """Somebody else changed the record in the meantime. The page shows both versions; nothing is overwritten."""


class RefusedFile(DomainError):
    """A file that isn't taken. The message names it as its sender does; it is marked, so that a form shown again leaves it out.

    why: a sentence, which stands without the name too.
    """

    def __init__(self, upload, why: str):
        upload.is_refused = True
        self.why = why
        super().__init__(_("“%(file)s”: %(why)s") % {"file": upload.name, "why": why})
