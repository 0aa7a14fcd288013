"""The sample pictures of a standard, beside what they are samples of."""

from dataclasses import dataclass

from django.utils.translation import gettext

from core.models import Photo
from inspections.models import Grade, Item, Standard
from inspections.services.samples import samples_of


@dataclass(frozen=True)
class Samples:
    """An item or a grade, with its pictures. text: what the standard says about it."""

    title: str
    text: str
    photos: list[Photo]


def samples_page(standard: Standard) -> dict:
    """Everything that has a picture, items first, in the standard's order."""
    items = list(standard.items.select_related("section").order_by("section__order", "section", "order", "pk"))
    grades = list(
        Grade.objects.filter(scale__standard=standard).select_related("scale").order_by("scale", "-share", "pk")
    )
    of_items, of_grades = samples_of(Item, [i.pk for i in items]), samples_of(Grade, [g.pk for g in grades])
    rows = [Samples(f"{item.code} {item.name}", item.rule, of_items[item.pk]) for item in items if item.pk in of_items]
    rows += [
        Samples(f"{grade.scale}{gettext(': ')}{grade.label}", grade.description, of_grades[grade.pk])
        for grade in grades
        if grade.pk in of_grades
    ]
    return {"standard": standard, "samples": rows}
