"""Errors that a person can put right."""

from django.core.exceptions import ValidationError


class DomainError(ValidationError):
    """A rule of the field was not met. Its message is in the user's words and says what to do next.

    A ValidationError, so that a form can show it beside what was typed: `form.add_error(None, error)`.
    """


class NotAllowed(DomainError):
    """The record is in the user's scope, but this person may not do this to it. Views answer 403."""


class Conflict(DomainError):
    """Somebody else changed the record in the meantime. The page shows both versions; nothing is overwritten."""
