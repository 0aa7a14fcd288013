"""The ledger of rectification (整改台账), as offices hand it up: ten columns, one row a task. Behind them stands the task's number,
by which a ledger that comes back is known (rectification.ledger_in)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from operator import itemgetter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import TrailEntry
from rectification.looks import OTHER_VERBS
from rectification.models import RectificationTask
from rectification.transitions import BY_VERB, State

HEADS = (
    gettext_lazy("No."),
    gettext_lazy("Problem"),
    gettext_lazy("Point"),
    gettext_lazy("Responsible unit"),
    gettext_lazy("Person responsible"),
    gettext_lazy("Measure"),
    gettext_lazy("Time limit"),
    gettext_lazy("State of the work"),
    gettext_lazy("Done at"),
    gettext_lazy("Recheck"),
    gettext_lazy("Task number"),
)
COLUMNS = tuple((head, itemgetter(at)) for at, head in enumerate(HEADS))
"""As core/files_out/exports.py takes them; a row is a list of eleven values."""

TOLD_BY = ("start", "progress", "submit")
CHECKED_BY = ("close", "close_on_answer", "rework", "reopen", "take_over")
AT_ONCE = 500


def ledger_rows(tasks) -> Iterator[list]:
    """The rows in the order of `tasks` (a queryset), numbered from 1; read in pieces, two queries a piece."""
    number = 0
    stream = tasks.iterator(chunk_size=AT_ONCE)
    while piece := list(islice(stream, AT_ONCE)):
        told = _last_words(piece, TOLD_BY)
        checked = _last_words(piece, CHECKED_BY)
        for task in piece:
            number += 1
            yield _row(number, task, told.get(task.pk), checked.get(task.pk))


def _row(number: int, task: RectificationTask, told, checked) -> list:
    return [
        number,
        task.finding.description,
        task.finding.where,
        str(task.responsible_unit or ""),
        task.person,
        task.measure,
        task.deadline,
        told[1] if told else task.get_state_display(),
        done_at(task),
        _result(task, checked),
        task.number,
    ]


def done_at(task: RectificationTask) -> datetime | None:
    """When the work was finished: handed in and not sent back since."""
    if task.state == State.CLOSED:
        return task.submitted_at or task.closed_at
    return task.submitted_at if task.state == State.SUBMITTED else None


def _result(task: RectificationTask, checked) -> str:
    if checked is None:
        return _("Waiting for recheck") if task.state == State.SUBMITTED else ""
    verb, reason = checked
    word = str(BY_VERB[verb].done if verb in BY_VERB else OTHER_VERBS[verb])
    return _("%(result)s: %(words)s") % {"result": word, "words": reason} if reason else word


def _last_words(tasks: Iterable[RectificationTask], verbs: tuple[str, ...]) -> dict[int, tuple[str, str]]:
    """The verb and the words of the last of these entries of each task."""
    entries = TrailEntry.objects.of_many(RectificationTask, [task.pk for task in tasks]).filter(verb__in=verbs)
    return {
        pk: (verb, reason)
        for pk, verb, reason in entries.order_by("at", "pk").values_list("subject_id", "verb", "reason")
    }
