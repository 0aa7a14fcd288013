"""The service that takes a standard in from a file: all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.files_in.problems import FileProblem, Rejected, Report
from core.files_in.workbook import Workbook
from core.trail import record
from facilities.models import PointKind
from inspections.imports.standard.draft import COLUMNS, ItemLine, Settings, StandardDraft, draft_of
from inspections.imports.standard.rows import StandardContent, read_standard
from inspections.models import Aggregation, Grade, GradeScale, Item, KindWeight, Section, Standard
from inspections.services.samples import give_back, kept_by_name
from inspections.services.standards import new_version
from rectification.models import ProblemKind

CHANGES = {
    "added": gettext_lazy("new items"),
    "changed": gettext_lazy("changed items"),
    "removed": gettext_lazy("items that are no longer there"),
}


@dataclass
class StandardReport(Report):
    """changes: codes of items against the version before. standard_id: the version that now holds what the file says."""

    standard_id: int | None = None
    changes: dict[str, list[str]] = field(default_factory=dict)

    def as_json(self) -> dict:
        return super().as_json() | {"standard_id": self.standard_id, "changes": self.changes}


def import_standard(
    *,
    path: Path,
    name: str,
    by,
    now: datetime,
    sheet: str = "",
    aggregation: str = Aggregation.BY_POINT,
    dry_run: bool = False,
    also: Callable[[StandardReport], None] | None = None,
) -> StandardReport:
    """Makes the standard of that name say what the file says: a new standard, a version that is not in use yet rewritten,
    or a new version beside one that is. Items keep their codes. A file that says what is stored changes nothing.

    aggregation: for a new standard whose file does not say. Raises FileProblem where the file cannot be used at all.
    """
    content = read_standard(Workbook(path), sheet)
    report = StandardReport(rows=content.count, rejected=[*content.rejected, *_unknown_problems(content)])
    report.imported = content.count - len(report.rejected)
    report.notes += _notes_on_rules(content)
    if report.stopped:
        return report
    with transaction.atomic():
        _take(content.draft, name, aggregation, report, by, now)
        if dry_run:
            transaction.set_rollback(True)
            report.written, report.standard_id = False, None
            return report
        if also:
            also(report)
    return report


def _notes_on_rules(content: StandardContent) -> list[str]:
    said = (
        (content.from_rules, _("Method and figures read from the rule's text, look at them: %(codes)s.")),
        (content.doubtful, _("The rule's text says another figure than the column: %(codes)s.")),
    )
    return [words % {"codes": "、".join(codes)} for codes, words in said if codes]


def _unknown_problems(content: StandardContent) -> list[Rejected]:
    known = set(ProblemKind.objects.values_list("name", flat=True))
    reason = _("There is no such kind of problem. Leave it blank, or add it to the kinds of problem first.")
    return [
        Rejected(0, f"{COLUMNS['problem_kind']} · {item.code}", item.problem_kind, reason)
        for item in content.draft.items
        if item.problem_kind and item.problem_kind not in known
    ]


def _take(draft: StandardDraft, name: str, aggregation: str, report: StandardReport, by, now) -> None:
    newest = Standard.objects.select_for_update().filter(name=name).order_by("-version").first()
    stored = draft_of(newest) if newest else None
    if stored and draft.says_the_same(stored):
        report.unchanged, report.imported, report.standard_id = report.rows, 0, newest.pk
        return
    report.changes = _changes(stored.items if stored else [], draft.items)
    standard = _standard_to_write(newest, name, aggregation, report, by, now)
    _write(standard, draft, report)
    report.written, report.standard_id = True, standard.pk
    words = _("Imported from a file: %(count)s items.")
    record(subject=standard, by=by, verb="import", at=now, reason=words % {"count": report.rows})


def _standard_to_write(newest, name: str, aggregation: str, report: StandardReport, by, now) -> Standard:
    if newest is None:
        standard = Standard.objects.create(name=name, aggregation=aggregation)
    elif newest.is_frozen:
        standard = new_version(standard=newest, by=by, now=now)
    else:
        return newest
    report.note_created("standard", str(standard))
    return standard


def _changes(before: list[ItemLine], after: list[ItemLine]) -> dict[str, list[str]]:
    old, new = {item.code: item for item in before}, {item.code: item for item in after}
    changes = {
        "added": [code for code in new if code not in old],
        "changed": [code for code in new if code in old and new[code] != old[code]],
        "removed": [code for code in old if code not in new],
    }
    return {what: codes for what, codes in changes.items() if codes}


def _write(standard: Standard, draft: StandardDraft, report: StandardReport) -> None:
    """Rewrites what hangs on a version that no round uses."""
    if standard.items.filter(scores__isnull=False).exists():
        raise FileProblem(_("This version is in use: make a new version first."))
    samples = kept_by_name(standard)
    for hanging in (standard.items, standard.sections, standard.scales):
        hanging.all().delete()
    scales = {name: _scale(standard, name, grades) for name, grades in draft.scales.items()}
    sections = {line.name: _section(standard, line, order) for order, line in enumerate(draft.sections, start=1)}
    kinds = _kinds(draft, report)
    problems = {kind.name: kind for kind in ProblemKind.objects.all()}
    for order, line in enumerate(draft.items, start=1):
        item = Item.objects.create(
            standard=standard, section=sections[line.section], code=line.code, name=line.name, rule=line.rule,
            method=line.method, max_points=line.max_points, each=line.each, scale=scales.get(line.scale),
            veto=line.veto, problem_kind=problems.get(line.problem_kind), order=order,
        )  # fmt: skip
        item.kinds.set(kinds[name] for name in line.kinds)
    give_back(samples, standard)
    if draft.weights is not None:
        standard.kind_weights.all().delete()
        for name, weight in draft.weights.items():
            KindWeight.objects.create(standard=standard, kind=kinds[name], weight=weight)
    if draft.settings is not None:
        for setting in fields(Settings):
            setattr(standard, setting.name, getattr(draft.settings, setting.name))
        standard.save()


def _scale(standard: Standard, name: str, grades) -> GradeScale:
    scale = GradeScale.objects.create(standard=standard, name=name)
    for grade in grades:
        Grade.objects.create(scale=scale, label=grade.label, share=grade.share, description=grade.description)
    return scale


def _section(standard: Standard, line, order: int) -> Section:
    return Section.objects.create(
        standard=standard,
        name=line.name,
        alias=line.alias,
        order=order,
        loss_cap=line.loss_cap,
        bonus_cap=line.bonus_cap,
    )


def _kinds(draft: StandardDraft, report: StandardReport) -> dict[str, PointKind]:
    kinds = {kind.name: kind for kind in PointKind.objects.all()}
    wanted = dict.fromkeys([*(name for item in draft.items for name in item.kinds), *(draft.weights or ())])
    for name in wanted:
        if name not in kinds:
            kinds[name] = PointKind.objects.create(name=name, order=len(kinds) + 1)
            report.note_created("kinds", name)
    return kinds
