"""Projects at work: a stage further, a monthly plan, a report of progress. Each with its trail."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models.years import refuse_years
from core.attachments.photos import store_photo
from core.errors import DomainError, NotAllowed
from core.models import PhotoPurpose, Serial, User
from core.trail import record
from facilities.lag import FIRST_YEAR, LAST_YEAR, month_of
from facilities.models import Milestone, ProgressReport, Project, ProjectStage
from facilities.services.lags import keep_lags
from facilities.stages import BY_VERB

PLANNED = ("percent", "spending", "aim")
"""What a month of the plan says."""


def give_number(project: Project, now: datetime) -> None:
    """'项-2026-0012': running within the year. Called in the transaction that stores the project."""
    year = timezone.localtime(now).year
    project.number = f"项-{year}-{Serial.objects.next(f'project-{year}'):04d}"


@transaction.atomic
def take_step(
    *, project: Project, verb: str, by: User, now: datetime, on: date | None = None, reason: str = ""
) -> Project:
    """Takes a project a stage further (facilities.stages). on: the day of the step, by default today.

    Raises NotAllowed, or DomainError where the step isn't possible now, its day lies in a closed year or a reason is missing.
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
    today = timezone.localdate(now)
    old, day = project.stage, on or today
    if day > today:
        raise DomainError({"on": _("This day has not come yet.")})
    if step.day:
        before = getattr(project, step.day)
        refuse_years((one.year for one in {before, day} - {None} if before != day), "on")
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
    keep_lags([project], today)  # what it rested through was not to be reported
    return project


def check_days(project: Project, today: date) -> None:
    """Raises DomainError where work that has begun or was finished is said to have done so on a day to come."""
    days = {name: getattr(project, name) for name in ("started_on", "finished_on")}
    if late := {name: _("This day has not come yet.") for name, day in days.items() if day and day > today}:
        raise DomainError(late)


@transaction.atomic
def report_progress(
    *, project: Project, month: date, percent: int, note: str, key: UUID, by: User, now: datetime, uploads=()
) -> ProgressReport:
    """What was reached by the end of a month. The same key again gives the report that is there; the same month is corrected,
    with the trail. Raises NotAllowed, or DomainError for a month to come, one of a closed year, a percentage out of range, and
    one that goes back without a note that says why.
    """
    project = _locked(project.pk)
    if known := ProgressReport.objects.filter(key=key, project=project).first():
        return known
    month = month_of(month)
    entry = _report(project, {month: percent}, note, by, now, key)
    for upload in uploads:
        store_photo(
            upload=upload, subject=project, purpose=PhotoPurpose.PROGRESS, by=by, now=now, entry=entry,
            caption=f"{month:%Y-%m}",
        )  # fmt: skip
    return project.progress.get(month=month)


@transaction.atomic
def report_months(*, project: Project, percents: dict[date, int], by: User, now: datetime) -> None:
    """What was reached by the end of several months, as a file says it: month > percent. A month that was reported is corrected
    and keeps its note. Raises as `report_progress` does; none of them may go back, for a file gives no reason.
    """
    _report(_locked(project.pk), percents, "", by, now)


def _report(project: Project, percents: dict[date, int], note: str, by: User, now: datetime, key: UUID | None = None):
    """Keeps them all with one entry of the trail, which it gives. key: of the one report of a form, which has a note of its own."""
    if not project.may_be_reported_by(by):
        raise NotAllowed(_("Progress is reported by the unit that carries the project out, or by the office."))
    today = timezone.localdate(now)
    _check_months(percents)
    if max(percents) > today:
        raise DomainError({"month": _("This month has not begun yet.")})
    refuse_years((month.year for month in percents), "month")
    stored = {report.month: report for report in project.progress.all()}
    if not note.strip():
        _refuse_going_back({month: report.percent for month, report in stored.items()} | percents, percents)
    changes = {}
    for month, percent in sorted(percents.items()):
        report = stored.get(month) or ProgressReport(project=project, month=month)
        changes[f"{month:%Y-%m}"] = [_percent(report.percent), _percent(percent)]
        report.percent, report.note = percent, note if key else report.note
        report.key, report.reported_at, report.reported_by = key or uuid4(), now, by
        report.full_clean()
        report.save()
    keep_lags([project], today)
    return record(subject=project, by=by, verb="report_progress", at=now, reason=note, changes=changes)


def _refuse_going_back(reports: dict[date, int], changed: Iterable[date]) -> None:
    """What is done in all only grows: a month lies between those that were reported before and after it."""
    months = sorted(reports)
    for before, after in pairwise(months):
        if reports[before] > reports[after] and not {before, after}.isdisjoint(changed):
            other = before if after in changed else after
            words = {"month": f"{other:%Y-%m}", "percent": reports[other]}
            raise DomainError(
                {
                    "note": _("This does not fit %(month)s, reported with %(percent)s%%. If it went back, say why.")
                    % words
                }
            )


def _check_months(months: Iterable[date]) -> None:
    if any(not FIRST_YEAR <= month.year <= LAST_YEAR for month in months):
        words = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise DomainError({"month": _("A month lies between the years %(first)s and %(last)s.") % words})


@transaction.atomic
def plan_months(*, project: Project, months: dict[date, dict], by: User, now: datetime) -> None:
    """Sets the monthly plan: month > {'percent', 'spending', 'aim'}; what isn't named any more goes. Neither percent nor spending
    is lower in a later month; months of a closed year stay. Raises NotAllowed or DomainError.
    """
    project = _locked(project.pk)
    if not project.may_be_edited_by(by):
        raise NotAllowed(_("Only the office plans a project."))
    _check_months(months)
    _refuse_falling(months, "percent", _("%(month)s is planned lower than the month before."))
    _refuse_falling(months, "spending", _("%(month)s is planned with less money in all than the month before."))
    before = {one["month"]: one for one in project.milestones.values("month", *PLANNED)}
    pairs = {month: _told(before.get(month), months.get(month)) for month in sorted(before.keys() | months.keys())}
    pairs = {month: pair for month, pair in pairs.items() if pair[0] != pair[1]}
    refuse_years((month.year for month in pairs), "month")
    project.milestones.exclude(month__in=months).delete()
    for month, values in months.items():
        milestone = Milestone(project=project, month=month, **values)
        milestone.full_clean(validate_unique=False, validate_constraints=False)
        Milestone.objects.update_or_create(project=project, month=month, defaults=values)
    changes = {f"{month:%Y-%m}": pair for month, pair in pairs.items()}
    keep_lags([project], timezone.localdate(now))
    record(subject=project, by=by, verb="plan_months", at=now, changes=changes)


def _refuse_falling(months: dict[date, dict], name: str, words: str) -> None:
    """What is counted in all, from the beginning, never falls; a month that doesn't say it is passed over."""
    reached = 0
    for month, value in ((month, months[month].get(name)) for month in sorted(months)):
        if value is not None and value < reached:
            raise DomainError(words % {"month": f"{month:%Y-%m}"})
        reached = max(reached, value or 0)


def _told(before: dict | None, after: dict | None) -> list[str]:
    """A month of the plan in words, as it was and as it is: always its percent, the rest where it differs."""
    differs = [name for name in PLANNED if (before or {}).get(name) != (after or {}).get(name)]
    return [_in_words(values, differs) if values else "" for values in (before, after)]


def _in_words(values: dict, differs: list[str]) -> str:
    said = [_percent(values["percent"])]
    if "spending" in differs and values.get("spending") is not None:
        said.append(f"¥{values['spending']:f}")
    if "aim" in differs and values.get("aim"):
        said.append(values["aim"])
    return " · ".join(said)


def _percent(value: int | None) -> str:
    return "" if value is None else f"{value}%"


def _locked(pk: int) -> Project:
    return Project.objects.select_for_update(of=("self",)).select_related("town", "carried_out_by").get(pk=pk)
