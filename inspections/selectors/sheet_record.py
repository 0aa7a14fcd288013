"""A sheet as it is read afterwards: what was entered, what it earned, and what came of it."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import points as brief
from core.models import Photo, User
from core.trail_text import trail_of
from inspections.models import Method, RoundState, Score, Section, Sheet, SheetState
from inspections.selectors.sheet_page import photos_by_item
from inspections.services.findings import source_key
from inspections.services.sheets import may_void
from rectification.models import RectificationTask


@dataclass
class RecordLine:
    score: Score
    photos: list[Photo]
    task: RectificationTask | None = None
    corrections: list = field(default_factory=list)
    appeals: list = field(default_factory=list)

    @property
    def entered(self) -> str:
        return entered(self.score)


@dataclass
class RecordSection:
    section: Section
    lines: list[RecordLine] = field(default_factory=list)

    def _sum(self, name: str) -> Decimal:
        return sum((getattr(line.score, name) or Decimal(0) for line in self.lines), Decimal(0))

    @property
    def awarded(self) -> Decimal:
        return self._sum("awarded")

    @property
    def maximum(self) -> Decimal:
        return self._sum("maximum")


def entered(score: Score) -> str:
    """What the inspector entered, in words."""
    if score.not_applicable:
        return _("not applicable")
    if score.item.method == Method.DEDUCT and score.count is not None:
        return ngettext("%(count)s place", "%(count)s places", score.count) % {"count": score.count}
    if score.grade_id:
        return score.grade.label
    if score.passed is not None:
        return _("pass") if score.passed else _("fail")
    return "" if score.points is None else _("%(points)s points") % {"points": brief(score.points)}


def sheet_record(sheet: Sheet, user: User) -> dict:
    """All that the page of a sheet shows: the sections with their lines, photos, and the tasks that the user may see."""
    scores = list(
        sheet.scores.select_related("item__section", "grade").order_by(
            "item__section__order", "item__section", "item__order"
        )
    )
    photos = photos_by_item(sheet)
    tasks = _tasks(sheet, scores, user)
    sections: dict[int, RecordSection] = {}
    for score in scores:
        section = sections.setdefault(score.item.section_id, RecordSection(score.item.section))
        section.lines.append(RecordLine(score, photos.get(score.item_id, []), tasks.get(source_key(sheet, score.item))))
    return {
        "sheet": sheet,
        "sections": list(sections.values()),
        "tasks": list(tasks.values()),
        "lost": sum((score.lost or Decimal(0) for score in scores), Decimal(0)),
        "trail": trail_of(sheet),
        "may_void": sheet.state == SheetState.SUBMITTED
        and sheet.round.state != RoundState.PUBLISHED
        and may_void(user, sheet),
        "may_decide_late": sheet.state == SheetState.LATE
        and sheet.round.state != RoundState.PUBLISHED
        and may_void(user, sheet),
        "source": _source(sheet, scores, user),
        "is_own": sheet.inspector_id == user.pk,
    }


def _source(sheet: Sheet, scores: list[Score], user: User) -> dict | None:
    """Where a sheet that came from a file stands in it: the import, the worksheet, the rows as Excel counts them."""
    run = sheet.imported_by
    if run is None:
        return None
    return {
        "run": run,
        "worksheet": run.mapping.get("sheet", ""),
        "rows": sorted({score.source_row for score in scores if score.source_row}),
        "may_open": user.access.has("office", "admin"),
    }


def _tasks(sheet: Sheet, scores: list[Score], user: User) -> dict[str, RectificationTask]:
    keys = [source_key(sheet, score.item) for score in scores if score.lost]
    tasks = (
        RectificationTask.objects.visible_to(user).that_came_from(keys).select_related("finding", "responsible_unit")
    )
    return {task.finding.source_key: task for task in tasks}
