"""The files of a form that is shown again: a browser empties its file fields, and does not say so."""

from typing import NamedTuple

from django import forms
from django.forms.boundfield import BoundField


class ChosenAgain(NamedTuple):
    """marks: a digit for each file that came, in the order in which they were chosen, 0 where it was refused; '101'. The script that
    kept them (static/js/keep-files.js) puts the others back. names: of those others, for who has to choose them once more."""

    marks: str
    names: list[str]


def chosen_again(field: BoundField) -> ChosenAgain | None:
    """What came in this field with the try before; None where nothing came, or where the server has it (`kept` of the widget)."""
    waits_here = getattr(field.field.widget, "kept", ())
    if not isinstance(field.field, forms.FileField) or not field.form.is_bound or waits_here:
        return None
    uploads = field.data if isinstance(field.data, list) else [field.data] if field.data else []
    if not uploads:
        return None
    is_one_wrong = bool(field.errors) and not isinstance(field.data, list)  # then nothing else can be meant
    fine = [not is_one_wrong and not getattr(upload, "is_refused", False) for upload in uploads]
    names = [upload.name for upload, is_fine in zip(uploads, fine, strict=True) if is_fine]
    return ChosenAgain("".join(str(int(is_fine)) for is_fine in fine), names)
