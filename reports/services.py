"""What happens to reports: written from the records, edited, taken anew, finished. Each writes the trail."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError
from core.models import TrailEntry, Unit, User
from core.town import in_town_language
from core.trail import record
from reports.figure import Facts, Figure, from_data
from reports.figures import Scope, collect
from reports.figures.charts import Chart, charts
from reports.linking import settled
from reports.models import UNDER_WAY, Passage, Report, ReportKind, ReportState, Writing
from reports.outline import Outline, PassageWording, outline_of
from reports.writing import changes, put_in, write

EARLIEST, LATEST = 1990, 2200
DROPPED = "passage_dropped"

Progress = Callable[[int, int], object]


class AlreadyWritten(Exception):
    """Another worker brought the same order to its end first."""


def report_of(*, town: Unit, year: int, month: int = 0) -> Report:
    """The report of a year, or of a month of it; one that isn't there yet is made, not written."""
    kind = ReportKind.MONTHLY if month else ReportKind.ANNUAL
    return Report.objects.get_or_create(town=town, kind=kind, year=year, month=month)[0]


def write_report(
    *,
    report: Report,
    by: User | None,
    now: datetime,
    progress: Progress = lambda done, total: None,
    as_ordered: bool = False,
) -> None:
    """Writes it from the records: what nobody edited anew, edited passages keep their words and learn the new figures.

    as_ordered: by the worker; AlreadyWritten where the order was worked off in the meantime. The records are read first; then all is written in one step, so that a reader never sees half a report.
    """
    with in_town_language():
        outline = outline_of(report.kind)
        scope = Scope(report.town, report.year, report.month, now, outline.themes)
        facts = collect(scope, progress)
        _write_down(report.pk, outline, facts, charts(scope), by, now, as_ordered)


@transaction.atomic
def _write_down(
    pk: int, outline: Outline, facts: Facts, drawn: list[Chart], by: User | None, now: datetime, as_ordered: bool
) -> None:
    report = locked(pk)
    if as_ordered and not report.is_under_way:
        raise AlreadyWritten
    if report.is_final:
        raise DomainError(_("A final report stays as it is. Open it again first."))
    there = {passage.key: passage for passage in report.passages.all()}
    found = [
        _take_down(there.pop(wording.key, None) or Passage(report=report, key=wording.key), wording, facts, order)
        for order, wording in enumerate(outline.passages)
    ]
    report.passages.filter(pk__in=[one.pk for one in there.values() if not one.is_edited]).delete()
    report.charts = drawn
    report.title = _plain(outline.title, facts, report)
    report.version += 1
    report.written_at, report.written_by, report.writing = now, by, Writing.IDLE
    report.save()
    told = {"changed": [0, sum(len(one.news) for one in found)], "version": [report.version - 1, report.version]}
    record(subject=report, by=by, verb="report_written", at=now, changes=told)


def _take_down(passage: Passage, wording: PassageWording, facts: Facts, order: int) -> Passage:
    written = write(wording, facts)
    before = from_data(passage.generated_figures)
    passage.order, passage.heading = order, wording.heading
    passage.chapter = _plain(wording.chapter, facts)
    passage.news = [asdict(change) for change in changes(before, written.figures)] if passage.pk else []
    passage.generated, passage.generated_figures = written.text, _as_data(written.figures)
    if not passage.is_edited:
        passage.text, passage.figures = passage.generated, passage.generated_figures
    passage.revision += 1
    passage.save()
    return passage


def _as_data(figures: Iterable[Figure]) -> list[dict]:
    return [figure.as_data() for figure in figures]


def _plain(text: str, facts: Facts, report: Report | None = None) -> str:
    """A heading, or the title, with the figures that may stand there."""
    words = {key: facts.figures[key].shown for key in ("town", "year", "next_year")}
    return text.format(**words, month=report.month if report else "")


def locked(pk: int) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("town").get(pk=pk)


def _draft(passage: Passage) -> Passage:
    """The passage as it is just now, locked with its report; DomainError where that is final."""
    if locked(passage.report_id).is_final:
        raise DomainError(_("A final report stays as it is. Open it again first."))
    return Passage.objects.select_for_update(of=("self",)).select_related("report__town").get(pk=passage.pk)


@transaction.atomic
def edit_passage(*, passage: Passage, text: str, revision: int, by: User, now: datetime) -> Passage:
    """revision: of the text that the writer began with. Conflict where it is another one by now; nothing is overwritten."""
    now_there, text = _draft(passage), "\n".join(line.strip() for line in text.splitlines() if line.strip())
    if now_there.revision != revision and now_there.text != text:
        raise Conflict(
            _("Somebody else changed this passage in the meantime. Both texts stand below; nothing was overwritten.")
        )
    if now_there.text == text:
        return now_there
    old = now_there.text
    _say(now_there, text, now_there.own_figures)
    _save(now_there, by, now, "passage_edited", {"text": [old, text]})
    return now_there


def _say(passage: Passage, text: str, figures: list[Figure]) -> None:
    """The passage's text, with what stands around its figures from now on. What the records gave is no edit."""
    passage.text, passage.is_edited = text, text != passage.generated
    passage.figures = _as_data(settled(text, figures)) if passage.is_edited else passage.generated_figures


@transaction.atomic
def take_new_figures(*, passage: Passage, by: User, now: datetime) -> list:
    """Puts what the records say now into an edited text; gives the changes for which no place was found in it."""
    there = _draft(passage)
    old, new = there.text, from_data(there.generated_figures)
    text, left = put_in(there.text, there.own_figures, new)
    _say(there, text, new)
    _save(there, by, now, "passage_figures", {"text": [old, there.text]})
    return left


@transaction.atomic
def drop_edit(*, passage: Passage, by: User, now: datetime, revision: int | None = None) -> TrailEntry:
    """Back to what the records gave at the last writing; the edited text stays in the trail, in the entry that this gives.

    revision: of the text that is to go, None for whatever stands there. Conflict where it is another one by now.
    """
    there = _draft(passage)
    if revision is not None and there.revision != revision:
        raise Conflict(
            _("Somebody else changed this passage in the meantime: look at it first. Nothing was taken back.")
        )
    old, there.news = there.text, []
    _say(there, there.generated, [])
    return _save(there, by, now, DROPPED, {"text": [old, there.text]})


@transaction.atomic
def put_edit_back(*, passage: Passage, dropped: TrailEntry, by: User, now: datetime) -> None:
    """The text that `drop_edit` took back, from the entry that it gave. Conflict where the passage was edited again since."""
    there = _draft(passage)
    if there.is_edited:
        raise Conflict(_("This passage was edited again in the meantime. The earlier text stands in the history."))
    old, text = there.text, dropped.changes["text"][0]
    _say(there, text, there.own_figures)
    _save(there, by, now, "passage_edited", {"text": [old, text]})


def _save(passage: Passage, by: User, now: datetime, verb: str, changes: dict) -> TrailEntry:
    passage.edited_by, passage.edited_at = by, now
    passage.revision += 1
    passage.save()
    return record(subject=passage.report, by=by, verb=verb, at=now, changes={"passage": ["", str(passage)]} | changes)


@transaction.atomic
def finish(*, report: Report, by: User, now: datetime) -> None:
    """From a draft to the final paper, which everybody in the town may read."""
    _turn(report, ReportState.DRAFT, ReportState.FINAL, "report_finished", by, now)


@transaction.atomic
def reopen(*, report: Report, by: User, now: datetime) -> None:
    _turn(report, ReportState.FINAL, ReportState.DRAFT, "report_reopened", by, now)


def _turn(report: Report, old: str, new: str, verb: str, by: User, now: datetime) -> None:
    """Pressed twice, it happens once."""
    there = locked(report.pk)
    if there.state != old:
        return
    if not there.version or there.writing in UNDER_WAY:
        raise DomainError(_("The report isn't written yet."))
    there.state = new
    there.save(update_fields=["state"])
    record(subject=there, by=by, verb=verb, at=now, old_state=old, new_state=new)
