"""Records whose number is what was typed: 整-2026-0117 as it is written, without its strokes, or its serial alone."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dashboards.finding import kinds
from dashboards.finding.hits import Asked, Hit
from rectification.models import PublicReport, SupervisionOrder
from rectification.models.public import number_of

LONGEST = 24
"""Letters of the longest number."""
YEARS_BACK = 3
"""A serial alone is looked for in the numbers of this year and of so many before it."""
MOST = 5

_SERIAL = re.compile(r"(?P<series>[整督项])?\W*(?:(?P<year>(?:19|20)\d\d)\D{0,2})?(?P<serial>\d{1,6})\W*号?")


@dataclass(frozen=True)
class Number:
    """Numbers that what was typed may stand for. serials: series > full numbers; code: as it is written on a label."""

    serials: dict[str, tuple[str, ...]]
    codes: tuple[str, ...]
    report: str
    is_whole: bool

    @classmethod
    def of(cls, asked: Asked) -> "Number | None":
        """None where it holds no digit, or is too long for a number."""
        text = unicodedata.normalize("NFKC", asked.typed)
        if len(text) > LONGEST or not any(sign.isdigit() for sign in text):
            return None
        found = _SERIAL.fullmatch(text.replace(" ", ""))
        codes = dict.fromkeys((asked.typed, text, text.upper(), text.lower()))
        return cls(
            _serials(found, asked.today.year) if found else {},
            tuple(codes),
            number_of(text),
            not found or bool(found["year"]),
        )


def _serials(found: re.Match, this_year: int) -> dict[str, tuple[str, ...]]:
    years = [int(found["year"])] if found["year"] else range(this_year, this_year - YEARS_BACK - 1, -1)
    series = found["series"] or "整督项"
    return {one: tuple(f"{one}-{year}-{int(found['serial']):04d}" for year in years) for one in series}


@dataclass(frozen=True, eq=False)
class Numbered:
    """A kind of record with a number. values: which of its `field` fit the number that was typed; none: it cannot be one of these."""

    title: Promise
    rows: Callable[[Any], QuerySet]
    field: str
    values: Callable[[Number], tuple[str, ...]]
    hit: Callable[[Any], Hit]


ROWS = {kind.code: kind.rows for kind in kinds.KINDS}
"""The very rows of the search by words."""
NUMBERED = (
    Numbered(
        _("Rectification task"), ROWS["tasks"], "number", lambda number: number.serials.get("整", ()), kinds.task_hit
    ),
    Numbered(_("Project"), ROWS["projects"], "number", lambda number: number.serials.get("项", ()), kinds.project_hit),
    Numbered(
        _("Supervision order"),
        lambda user: SupervisionOrder.objects.visible_to(user).select_related("unit"),
        "number",
        lambda number: number.serials.get("督", ()),
        kinds.order_hit,
    ),
    Numbered(_("Inspection point"), ROWS["points"], "code", lambda number: number.codes, kinds.point_hit),
    Numbered(_("Facility"), ROWS["facilities"], "code", lambda number: number.codes, kinds.facility_hit),
    Numbered(
        pgettext_lazy("kind of record", "Honour"),
        ROWS["honours"],
        "certificate",
        lambda number: number.codes,
        kinds.honour_hit,
    ),
    Numbered(
        _("Report of a resident"),
        lambda user: PublicReport.objects.visible_to(user).select_related("task__finding"),
        "number",
        lambda number: (number.report,) if number.report else (),
        kinds.resident_hit,
    ),
)


def by_number(user, number: Number) -> list[Hit]:
    """The records that have this number and that the user may see; one query a kind of number."""
    found = []
    for numbered in NUMBERED:
        if values := numbered.values(number):
            rows = numbered.rows(user).filter(**{f"{numbered.field}__in": values})[:MOST]
            found += [replace(numbered.hit(row), kind=str(numbered.title)) for row in rows]
    return found
