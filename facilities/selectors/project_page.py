"""What the page of one project shows: its state in a sentence, four figures, plan against reports, money, the reports."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaign.models.years import why_closed
from core.formats import in_sentences, score, wan
from core.models import Photo, PhotoPurpose, User
from core.stages import Step
from facilities.lag import last_month_over, month_of, months_between, planned_at
from facilities.models import ProgressReport, Project, ProjectStage
from facilities.project_words import comma, month_name, months_words, need_words
from facilities.selectors.funding import SourceRow, sums_by_source
from facilities.selectors.projects import MonthBar, ProjectRow, money_of, project_rows
from facilities.stages import MAIN_PATH, STEPS


@dataclass(frozen=True)
class Figure:
    """One of the four figures: label, value, unit, and the line below it."""

    label: str
    value: str
    unit: str = ""
    sub: str = ""


@dataclass(frozen=True)
class Shot:
    """A photo as components/photo_strip.html takes it."""

    url: str
    thumb_url: str
    alt: str


@dataclass(frozen=True)
class ReportLine:
    """A month's report. paid: yuan paid in that month, None for nothing."""

    report: ProgressReport
    paid: Decimal | None
    photos: list[Shot]

    @property
    def month_name(self) -> str:
        return month_name(self.report.month)


@dataclass(frozen=True)
class Pair:
    """The newest photo before and the newest after, for components/before_after.html."""

    before: Shot
    after: Shot
    before_at: object
    after_at: object


def shot(photo: Photo) -> Shot:
    return Shot(
        reverse("photo", args=[photo.key]),
        reverse("photo_small", args=[photo.key]),
        photo.caption or photo.get_purpose_display(),
    )


def page_of(project: Project, photos: Sequence[Photo], today: date) -> dict:
    """The context of a project's page, beside what every record's page has."""
    row = project_rows([project], today)[0]
    reports = list(project.progress.select_related("reported_by").order_by("-month"))
    sources = sums_by_source(project)
    return {
        "row": row,
        "state_words": state_words(row, reports, today),
        "figures": figures(row, reports, sources, today),
        "sources": sources,
        "reports": report_lines(project, reports, photos),
        "pair": before_and_after(photos),
        "steps": stage_steps(project),
    }


def state_words(row: ProjectRow, reports: Sequence[ProgressReport], today: date) -> str:
    """'10月末完成45%，计划55%。<what was said of that month>；11月20日填报52%，本月目标70%。', and which months are missing."""
    by_month = {report.month: report for report in reports}
    said = []
    if row.lag and row.lag.of:
        said.append(
            _("At the end of %(month)s: %(reported)s%% done, %(planned)s%% planned.")
            % {"month": month_name(row.lag.of), "reported": row.lag.reported, "planned": row.lag.planned}
        )
        said.append(by_month[row.lag.of].note)
    if present := by_month.get(month_of(today)):
        said.append(_present_words(row, present))
    if row.lag and row.lag.missing:
        said.append(_("Not reported: %(months)s. A missing report is not a zero.") % {"months": months_words(row.lag)})
    return in_sentences(said)


def _present_words(row: ProjectRow, report: ProgressReport) -> str:
    words = {"percent": report.percent, "planned": planned_at(row.plan, report.month)}
    if words["planned"] is None:
        return _("This month so far %(percent)s%%.") % words
    return _("This month so far %(percent)s%%, its aim is %(planned)s%%.") % words


def figures(row: ProjectRow, reports, sources: Sequence[SourceRow], today: date) -> list[Figure]:
    return [_done(row, reports, today), _need(row, sources), _secured(row), _paid(row)]


def _done(row: ProjectRow, reports, today: date) -> Figure:
    label = pgettext("project", "Done")
    if row.percent is None:
        return Figure(label, "—", sub=_("Nothing was reported yet."))
    aim = planned_at(row.plan, month_of(today))
    said = []
    if reports:
        said.append(_("reported for %(month)s") % {"month": month_name(reports[0].month)})
    if aim is not None and row.project.stage not in (ProjectStage.ACCEPTED, ProjectStage.IN_USE):
        said.append(_("aim of this month %(aim)s%%") % {"aim": aim})
    return Figure(label, str(row.percent), "%", comma().join(said))


def _need(row: ProjectRow, sources: Sequence[SourceRow]) -> Figure:
    planned = comma().join(f"{source.label} {wan(source.sums.planned)}" for source in sources if source.sums.planned)
    words = need_words(row.project)
    if not words:
        return Figure(_("Money needed"), "—", sub=_("Not known yet."))
    return Figure(_("Money needed"), wan(row.project.need), _("× 10,000 yuan"), planned or words)


def _secured(row: ProjectRow) -> Figure:
    sums, sub = row.sums, ""
    if sums.need:
        words = {"share": share(sums.covered, sums.need), "gap": wan(sums.gap)}
        sub = _("%(share)s%% of what is needed, %(gap)s × 10,000 yuan short") % words
    return Figure(pgettext("money", "Secured"), wan(sums.secured), _("× 10,000 yuan"), sub)


def _paid(row: ProjectRow) -> Figure:
    sums, sub = row.sums, ""
    if sums.need and not row.project.need_per_year:
        paid = share(sums.paid, sums.need)
        sub = _("%(share)s%% of what is needed") % {"share": paid} + _ahead_words(paid, row.percent)
    return Figure(pgettext("money", "Paid"), wan(sums.paid), _("× 10,000 yuan"), sub)


def _ahead_words(paid: Decimal, percent: int | None) -> str:
    if percent is None or paid == percent:
        return ""
    words = {"points": abs(paid - percent)}
    if paid > percent:
        return _(", %(points)s points above what is done") % words
    return _(", %(points)s points below what is done") % words


def share(part: Decimal, whole: Decimal) -> Decimal:
    """In percent with one place, half up. whole: not 0."""
    return Decimal(score(1000 * part / whole)).quantize(Decimal(1), "ROUND_HALF_UP") / 10


def report_lines(project: Project, reports, photos: Sequence[Photo]) -> list[ReportLine]:
    """Newest first, each with its month's photos and what was paid in that month."""
    paid = money_of([project])[project.pk].paid
    shots: dict[str, list[Shot]] = {}
    for photo in photos:
        if photo.purpose == PhotoPurpose.PROGRESS:
            shots.setdefault(photo.caption, []).append(shot(photo))
    return [ReportLine(one, paid.get(one.month), shots.get(f"{one.month:%Y-%m}", [])) for one in reports]


@dataclass(frozen=True)
class MonthLine:
    """Plan against reports and payments of a month. spending, paid: yuan in all by its end, None: not planned, not there yet."""

    bar: MonthBar
    spending: Decimal | None
    paid: Decimal | None
    aim: str


def month_lines(project: Project, bars: Sequence[MonthBar], today: date) -> list[MonthLine]:
    """The project's months, as its chart has them, with the money; three queries."""
    aims = dict(project.milestones.values_list("month", "aim"))
    money = money_of([project])[project.pk]
    return [
        MonthLine(bar, money.spending.get(bar.month), money.paid_by(bar.month, today), aims.get(bar.month, ""))
        for bar in bars
    ]


def before_and_after(photos: Sequence[Photo]) -> Pair | None:
    """None until there are both."""
    last = {photo.purpose: photo for photo in photos}
    before, after = last.get(PhotoPurpose.BEFORE), last.get(PhotoPurpose.AFTER)
    if not (before and after):
        return None
    return Pair(shot(before), shot(after), before.uploaded_at, after.uploaded_at)


@dataclass
class StageStep:
    """As components/steps.html has it."""

    label: str
    state: str
    at: date | None = None


def stage_steps(project: Project) -> list[StageStep]:
    """The main path of stages with where the project stands; a stopped one stands where it was stopped."""
    stands = project.stage if project.stage in MAIN_PATH else project.stage_before_stop or ProjectStage.PROPOSED
    at = MAIN_PATH.index(stands)
    days = {ProjectStage.BUILDING: project.started_on, ProjectStage.ACCEPTED: project.finished_on}
    return [
        StageStep(
            ProjectStage(stage).label,
            "done" if n < at or stands == ProjectStage.IN_USE else "now" if n == at else "",
            days.get(stage),
        )
        for n, stage in enumerate(MAIN_PATH)
    ]


@dataclass
class Ways:
    """The buttons of a project's page."""

    main: Step | None = None
    others: list[Step] = field(default_factory=list)


def ways_on(project: Project, user: User) -> Ways:
    if not project.may_be_edited_by(user):
        return Ways()
    steps = STEPS.leaving(project.stage)
    main = next((step for step in steps if step.main), None)
    return Ways(main, [step for step in steps if step is not main])


def month_to_report(row: ProjectRow, today: date) -> date:
    """What the form begins with: the last month that is over and was not reported and takes a report, else the present one."""
    over = last_month_over(today)
    is_missing = row.lag and over in row.lag.missing
    return over if is_missing and not why_closed([over.year]) else month_of(today)


def even_plan(project: Project) -> list[dict]:
    """The months of the planned dates, rising evenly to 100%: what an empty plan begins with."""
    if not (project.planned_start and project.planned_end):
        return []
    months = months_between(project.planned_start, project.planned_end)[:36]
    return [{"month": month, "percent": round(100 * (n + 1) / len(months))} for n, month in enumerate(months)]
