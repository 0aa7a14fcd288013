"""The standard that a form was scored by: its 项目 are sections, their numbered branches items, judged by points directly."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from core.files_in.cells import match_key
from core.files_in.problems import FileProblem, Report
from inspections.imports.form.mapping import FormMapping
from inspections.imports.form.rows import FormRow
from inspections.models import Item, Method, Section, Standard
from inspections.services.standards import new_version


def standard_for(rows: Iterable[FormRow], mapping: FormMapping, report: Report, *, by, now) -> Standard:
    """The newest version of the standard named in the mapping, with every item of the form.

    A missing standard is made; a version that is in use already is never edited: it gets a successor that keeps its codes.
    Raises FileProblem where the standard scores otherwise than the mapping says.
    """
    standard = Standard.objects.filter(name=mapping.standard).order_by("-version").first()
    if standard is None:
        standard = Standard.objects.create(name=mapping.standard, aggregation=mapping.aggregation)
        report.note_created("standard", str(standard))
    elif standard.aggregation != mapping.aggregation:
        raise FileProblem(
            _("The standard “%(name)s” works out results another way (%(way)s). Give the form a standard of its own.")
            % {"name": standard.name, "way": standard.get_aggregation_display()}
        )
    missing = _missing(standard, rows)
    if missing and standard.is_frozen:
        standard = new_version(standard=standard, by=by, now=now)
        report.note_created("standard", str(standard))
    _add_items(standard, missing, mapping.points_per_observation)
    return standard


def items_by_key(standard: Standard, points: Decimal) -> dict[str, Item]:
    """Items by the spelling-independent key of their code. Raises FileProblem where one is judged otherwise."""
    items = {match_key(item.code): item for item in standard.items.all()}
    other = [item for item in items.values() if item.method != Method.DIRECT or item.max_points != points or item.veto]
    if other:
        raise FileProblem(
            _("In the standard “%(name)s” the item “%(item)s” is not judged by %(points)s points directly.")
            % {"name": standard.name, "item": other[0].name, "points": points}
        )
    return items


def _missing(standard: Standard, rows: Iterable[FormRow]) -> list[FormRow]:
    """One row for each item that the standard lacks, in the form's order."""
    known = {match_key(code) for code in standard.items.values_list("code", flat=True)}
    spelled: dict[str, FormRow] = {}
    for row in rows:
        spelled.setdefault(row.item, row)
    first: dict[str, FormRow] = {}
    for name, row in spelled.items():
        first.setdefault(match_key(name), row)
    return [row for key, row in first.items() if key not in known]


def _add_items(standard: Standard, rows: Iterable[FormRow], points: Decimal) -> None:
    sections = {match_key(section.name): section for section in standard.sections.all()}
    items = []
    for row in rows:
        key = match_key(row.match.section)
        if key not in sections:
            sections[key] = Section.objects.create(
                standard=standard, name=row.match.section, alias=row.match.alias, order=len(sections) + 1
            )
        items.append(
            Item(
                standard=standard, section=sections[key], code=row.item, name=row.item,
                method=Method.DIRECT, max_points=points, order=row.match.branch or 0,
            )
        )  # fmt: skip
    Item.objects.bulk_create(items)
