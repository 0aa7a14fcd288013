"""Which rows of a form are in its round already: so that the same file again changes nothing."""

from collections import defaultdict
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from django.db.models import QuerySet

from core.models import ImportRun
from inspections.models import Round, Score, Sheet

Key = tuple[int, int, int]
"""(item, point, how-manieth): what makes a row the same row again, within its round and worksheet."""


class Known(NamedTuple):
    """A row that an earlier import of the worksheet brought in."""

    score: int
    awarded: Decimal
    unit: int | None
    departments: frozenset[int]


def known_rows(round: Round, worksheet: str) -> dict[Key, Known]:
    """What earlier imports of this worksheet brought into the round."""
    of_round = Sheet.objects.filter(round=round, imported_by__isnull=False)
    runs = ImportRun.objects.filter(pk__in=of_round.order_by().values("imported_by").distinct())
    sheets = of_round.filter(imported_by__in=[run.pk for run in runs if run.mapping.get("sheet", "") == worksheet])
    departments = _departments(sheets)
    rows = Score.objects.filter(sheet__in=sheets).values_list(
        "item_id", "sheet__point_id", "sheet__occurrence", "pk", "awarded", "sheet__unit_id", "sheet_id"
    )
    return {
        (item, point, occurrence): Known(score, awarded, unit, departments.get(sheet, frozenset()))
        for item, point, occurrence, score, awarded, unit, sheet in rows.order_by().iterator(chunk_size=5000)
    }


def _departments(sheets: QuerySet) -> dict[int, frozenset[int]]:
    """Who answers, by sheet. Few sets for many sheets: equal ones are one object."""
    of_sheet = defaultdict(list)
    links = Sheet.departments.through.objects.filter(sheet__in=sheets).order_by("sheet", "unit")
    for sheet, unit in links.values_list("sheet_id", "unit_id"):
        of_sheet[sheet].append(unit)
    as_set = cache(frozenset)
    return {sheet: as_set(tuple(units)) for sheet, units in of_sheet.items()}
