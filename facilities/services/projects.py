"""Projects at work: a stage further, a monthly plan, a report of progress. Each with its trail."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.attachments.photos import store_photo
from core.errors import DomainError, NotAllowed
from core.models import PhotoPurpose, Serial, User
from core.trail import record
from facilities.lag import month_of
from facilities.models import Milestone, ProgressReport, Project, ProjectStage
from facilities.services.lags import keep_lags
from facilities.stages import BY_VERB


def give_number(project: Project, now: datetime) -> None:
    """'项-2026-0012': running within the year. Called in the transaction that stores the project."""
    year = timezone.localtime(now).year
    project.number = f"项-{year}-{Serial.objects.next(f'project-{year}'):04d}"


@transaction.atomic
def take_step(
    *, project: Project, verb: str, by: User, now: datetime, on: date | None = None, reason: str = ""
) -> Project:
    """Takes a project a stage further (facilities.stages). on: the day of the step, by default today.

    Raises NotAllowed, or DomainError where the step isn't possible now or a reason is missing.
    """
    project = _locked(project.pk)
    if not project.may_be_edited_by(by):
        raise NotAllowed(_("Only the office changes the stage of a project."))
    step = BY_VERB.get(verb)
    if step is None or project.stage not in step.sources:
        raise DomainError(
            _("That cannot be done while the project is '%(stage)s'.") % {"stage": project.get_stage_display()}
        )
    if step.needs_reason and not reason.strip():
        raise DomainError({"reason": _("Say why.")})
    old, day = project.stage, on or timezone.localdate(now)
    project.stage = step.target or project.stage_before_stop or ProjectStage.PROPOSED
    project.stage_before_stop = old if step.target == ProjectStage.STOPPED else ""
    if step.day:
        setattr(project, step.day, day)
    project.full_clean(validate_unique=False)
    project.save()
    record(
        subject=project, by=by, verb=f"project_{verb}", at=now, old_state=old, new_state=project.stage, reason=reason,
        changes={step.day: ["", day.isoformat()]} if step.day else None,
    )  # fmt: skip
    return project


@transaction.atomic
def report_progress(
    *, project: Project, month: date, percent: int, note: str, key: UUID, by: User, now: datetime, uploads=()
) -> ProgressReport:
    """What was reached by the end of a month. The same key again gives the report that is there; the same month is corrected,
    with the trail. Raises NotAllowed, or DomainError for a month to come or a percentage out of range.
    """
    project = _locked(project.pk)
    if known := ProgressReport.objects.filter(key=key, project=project).first():
        return known
    if not project.may_be_reported_by(by):
        raise NotAllowed(_("Progress is reported by the unit that carries the project out, or by the office."))
    month = month_of(month)
    if month > timezone.localdate(now):
        raise DomainError({"month": _("This month has not begun yet.")})
    report = ProgressReport.objects.filter(project=project, month=month).first() or ProgressReport(
        project=project, month=month
    )
    report.key = key
    before = "" if report.pk is None else f"{report.percent}%"
    report.percent, report.note, report.reported_at, report.reported_by = percent, note, now, by
    report.full_clean()
    report.save()
    entry = record(
        subject=project, by=by, verb="report_progress", at=now, reason=note,
        changes={f"{month:%Y-%m}": [before, f"{percent}%"]},
    )  # fmt: skip
    keep_lags([project], timezone.localdate(now))
    for upload in uploads:
        store_photo(
            upload=upload, subject=project, purpose=PhotoPurpose.PROGRESS, by=by, now=now, entry=entry,
            caption=f"{month:%Y-%m}",
        )  # fmt: skip
    return report


@transaction.atomic
def plan_months(*, project: Project, months: dict[date, dict], by: User, now: datetime) -> None:
    """Sets the monthly plan: month > {'percent', 'spending', 'aim'}; what isn't named any more goes. The percentages of later
    months are not lower than those before. Raises NotAllowed or DomainError.
    """
    project = _locked(project.pk)
    if not project.may_be_edited_by(by):
        raise NotAllowed(_("Only the office plans a project."))
    reached = 0
    for month in sorted(months):
        if months[month]["percent"] < reached:
            raise DomainError(_("%(month)s is planned lower than the month before.") % {"month": f"{month:%Y-%m}"})
        reached = months[month]["percent"]
    before = {one.month: one.percent for one in project.milestones.all()}
    project.milestones.exclude(month__in=months).delete()
    for month, values in months.items():
        milestone = Milestone(project=project, month=month, **values)
        milestone.full_clean(validate_unique=False, validate_constraints=False)
        Milestone.objects.update_or_create(project=project, month=month, defaults=values)
    after = {month: values["percent"] for month, values in months.items()}
    changes = {
        f"{month:%Y-%m}": [_percent(before.get(month)), _percent(after.get(month))]
        for month in sorted(before.keys() | after.keys())
        if before.get(month) != after.get(month)
    }
    keep_lags([project], timezone.localdate(now))
    record(subject=project, by=by, verb="plan_months", at=now, changes=changes)


def _percent(value: int | None) -> str:
    return "" if value is None else f"{value}%"


def _locked(pk: int) -> Project:
    return Project.objects.select_for_update(of=("self",)).select_related("town", "carried_out_by").get(pk=pk)
