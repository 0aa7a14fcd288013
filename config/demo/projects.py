"""The demo's projects with their plans, reports and money, as the office would have entered them by the as-of day."""

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from config.demo.dates import Dates
from config.demo.drawn_works import shape_of
from config.demo.sheets import make_key
from config.demo.works import ALL, KINDS, SOURCES, Work
from core.models import Measure, Photo, PhotoPurpose, Serial, User
from core.trail import entry_of, record_many
from facilities.lag import last_month_over, month_of
from facilities.models import (
    FundingEntry,
    FundingSource,
    Milestone,
    ProgressReport,
    Project,
    ProjectKind,
    ProjectStage,
)

TEN_THOUSAND = 10_000
PRESENT_MONTH_FROM = 20
"""From this day of a month on, the units have reported how far they are so far."""


def make_projects(story) -> dict[str, Project]:
    """Everything in bulk; gives the projects by name. story: units, town, people, dates and the shelf of photos."""
    kinds = _named(ProjectKind, KINDS)
    sources = _named(FundingSource, SOURCES)
    measures = {name: Measure.objects.get_or_create(name=name)[0] for name in _measures()}
    works = [work for work in ALL if _day(work.entered, story.dates) <= story.dates.today]
    numbers = Counter()
    projects = [_project(work, story, kinds, measures, numbers) for work in works]
    Project.objects.bulk_create(projects)
    for year, n in numbers.items():
        Serial.objects.create(name=f"project-{year}", last=n)
    pairs = list(zip(works, projects, strict=True))
    _plan(pairs, story.dates)
    told = _report(pairs, story)
    _pay(pairs, story, sources)
    _tell(pairs, story, told)
    return {project.name: project for project in projects}


def _named(model, names) -> dict:
    rows = model.objects.bulk_create(model(name=name, order=order) for order, name in enumerate(names, 1))
    return {row.name: row for row in rows}


def _measures() -> list[str]:
    """In the order in which they come up, so that they get the same keys in every demo."""
    return list(dict.fromkeys(work.size[1] for work in ALL if work.size))


def _day(day, dates: Dates) -> date:
    offset, month, number = day
    return date(dates.report_year + offset, month, number)


def _project(work: Work, story, kinds, measures, numbers: Counter) -> Project:
    dates, entered = story.dates, _day(work.entered, story.dates)
    numbers[entered.year] += 1
    quantity, measure, exactness = work.size or (None, "", "exact")
    start = _day(work.start, dates) if work.start else None
    finished = _day(work.finished, dates) if work.finished else None
    has_begun, is_over = start is not None and start <= dates.today, finished is not None and finished <= dates.today
    stage = work.stage
    if stage in (ProjectStage.IN_USE, ProjectStage.BUILDING, ProjectStage.APPROVED) and has_begun:
        stage = ProjectStage.IN_USE if is_over else ProjectStage.BUILDING
    return Project(
        number=f"项-{entered.year}-{numbers[entered.year]:04d}",
        name=work.name,
        kind=kinds[work.kind],
        town=story.town,
        unit=story.units.get(work.unit),
        carried_out_by=story.units[work.by],
        place=work.place,
        shape=shape_of(work.name),
        purpose=work.purpose,
        quantity=Decimal(quantity) if quantity else None,
        measure=measures.get(measure),
        exactness=exactness,
        need=Decimal(work.need) * TEN_THOUSAND if work.need else None,
        need_exactness=work.need_exactness,
        need_per_year=work.per_year,
        contractor=work.contractor,
        in_charge=work.in_charge,
        stage=stage,
        planned_start=start,
        planned_end=_day(work.end, dates) if work.end else None,
        before_planned_end=work.before_end,
        started_on=start if has_begun else None,
        finished_on=finished if is_over else None,
        note=work.note,
    )


def _months(work: Work, dates: Dates):
    """Each planned month with its place in the plan."""
    first = month_of(_day(work.start, dates)) if work.plan else None
    for place, percent in enumerate(work.plan):
        yield place, _later(first, place), percent


def _later(month: date, months: int) -> date:
    year, rest = divmod(month.month - 1 + months, 12)
    return date(month.year + year, rest + 1, 1)


def _plan(pairs, dates: Dates) -> None:
    Milestone.objects.bulk_create(
        Milestone(
            project=project, month=month, percent=percent,
            spending=(project.need * percent / 100).quantize(Decimal(1)) if project.need else None,
        )
        for work, project in pairs
        for _place, month, percent in _months(work, dates)
    )  # fmt: skip


def _reported(work: Work, place: int, percent: int) -> int | None:
    """What was reported of the month at this place of the plan."""
    if place < len(work.reports):
        return work.reports[place]
    floor = max((one for one in work.reports if one is not None), default=0)
    return max(floor, percent - work.lag)


def _reported_at(month: date, dates: Dates) -> datetime | None:
    """The last working day of a month that is over; the 20th of the present one, once it has come; else None."""
    if month <= last_month_over(dates.today):
        return dates.at(dates.weekday_near(_later(month, 1) - timedelta(days=1)), 16, 20)
    day = month.replace(day=PRESENT_MONTH_FROM)
    moment = dates.at(dates.weekday_near(day), 16, 20)
    return moment if month == month_of(dates.today) and dates.has_come(moment) else None


def _report(pairs, story) -> list:
    """Gives what the trail says of it."""
    rng, reports, photos, told = Random("progress reports"), [], [], []
    for work, project in pairs:
        by = _reporter(work, story)
        for place, month, percent in _months(work, story.dates):
            reached, at = _reported(work, place, percent), _reported_at(month, story.dates)
            if reached is None or at is None:
                continue
            reports.append(
                ProgressReport(
                    project=project, month=month, percent=reached, note=work.notes.get(place, ""), key=make_key(rng),
                    reported_at=at, reported_by=by,
                )
            )  # fmt: skip
            told.append(
                entry_of(
                    subject=project, by=by, verb="report_progress", at=at, reason=work.notes.get(place, ""),
                    changes={f"{month:%Y-%m}": ["", f"{reached}%"]},
                )
            )  # fmt: skip
            if place in work.photos:
                left = 1 - reached / 100
                photos += _photos(work, project, story, [(left, PhotoPurpose.PROGRESS, at, f"{month:%Y-%m}")], by)
        if project.finished_on and work.scene:
            photos += _photos(work, project, story, _before_and_after(project, story.dates), by)
    ProgressReport.objects.bulk_create(reports)
    Photo.objects.bulk_create(photos)
    return told


def _before_and_after(project: Project, dates: Dates):
    before, after = dates.at(project.started_on, 9), dates.at(project.finished_on, 15)
    return [(1, PhotoPurpose.BEFORE, before, "施工前"), (0, PhotoPurpose.AFTER, after, "竣工后")]


def _photos(work: Work, project: Project, story, wanted, by: User) -> list[Photo]:
    """wanted: trouble left, purpose, moment and caption of each."""
    made = []
    for left, purpose, at, caption in wanted:
        photo = story.shelf.photo(work.scene, work.name, left, purpose=purpose, by=by, at=at)
        photo.subject, photo.caption = project, caption
        made.append(photo)
    return made


def _reporter(work: Work, story) -> User:
    """Who works for the unit that carries it out."""
    return {"城建办": story.people["chengjian"], "综合执法队": story.people["zhifa"]}.get(
        work.by, story.people["shehui"]
    )


def _pay(pairs, story, sources) -> None:
    rng, entries = Random("money"), []
    for work, project in pairs:
        for money in work.money:
            on = _day((money.year, money.month, money.day), story.dates)
            # what next year is to give was planned this autumn
            entered = min(on, story.dates.today) if money.year > 0 and money.step == "planned" else on
            if entered > story.dates.today:
                continue
            entries.append(
                FundingEntry(
                    town=story.town, project=project, year=on.year, source=sources[money.source], step=money.step,
                    amount=Decimal(money.amount) * TEN_THOUSAND, exactness=money.exactness, on=entered,
                    document=money.document, key=make_key(rng), entered_at=story.dates.at(entered, 10),
                    entered_by=story.people["office"],
                )
            )  # fmt: skip
    FundingEntry.objects.bulk_create(entries)


VERBS = (("project_build", "started_on", ProjectStage.APPROVED, ProjectStage.BUILDING),
         ("project_accept", "finished_on", ProjectStage.BUILDING, ProjectStage.ACCEPTED))  # fmt: skip


def _tell(pairs, story, told: list) -> None:
    """The trail, in the order of time. told: what it says of reports."""
    office, entries = story.people["office"], list(told)
    for work, project in pairs:
        at = story.dates.at(_day(work.entered, story.dates), 9, 30)
        entries.append(entry_of(subject=project, by=office, verb="create", at=at))
        if project.stage != ProjectStage.PROPOSED:
            at += timedelta(days=6)
            entries.append(
                entry_of(
                    subject=project, by=office, verb="project_approve", at=min(at, story.dates.now),
                    old_state=ProjectStage.PROPOSED, new_state=ProjectStage.APPROVED,
                )
            )  # fmt: skip
        for verb, field, old, new in VERBS:
            if day := getattr(project, field):
                moment = story.dates.at(day, 9)
                entries.append(entry_of(subject=project, by=office, verb=verb, at=moment, old_state=old, new_state=new))
    record_many(sorted(entries, key=lambda entry: entry.at))
