"""Which rows of a form are in its round already: so that the same file again changes nothing."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from core.models import ImportRun
from inspections.models import Round, Score, Sheet

Key = tuple[int, int, int]
"""(item, point, how-manieth): what makes a row the same row again, within its round and worksheet."""


@dataclass(frozen=True, slots=True)
class Known:
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
    departments = defaultdict(set)
    links = Sheet.departments.through.objects.filter(sheet__in=sheets)
    for sheet, unit in links.values_list("sheet_id", "unit_id"):
        departments[sheet].add(unit)
    rows = Score.objects.filter(sheet__in=sheets).values_list(
        "item_id", "sheet__point_id", "sheet__occurrence", "pk", "awarded", "sheet__unit_id", "sheet_id"
    )
    return {
        (item, point, occurrence): Known(score, awarded, unit, frozenset(departments.get(sheet, ())))
        for item, point, occurrence, score, awarded, unit, sheet in rows.iterator(chunk_size=5000)
    }
