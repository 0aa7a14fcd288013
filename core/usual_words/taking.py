"""Taking usual words over: the chosen ones that a dictionary lacks, by the way on which its file comes back. Done twice, nothing
doubles; a word that is there stays what the office made of it."""

import csv
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils.translation import gettext as _

from core.dictionaries.file import file_of
from core.errors import DomainError
from core.models import User
from core.running.locks import only_one
from core.thresholds import check_keeper
from core.usual_words.offered import UsualList, UsualWord, usual_lists

MEASURES, MEASURE = "measures", "计量单位"
"""The dictionary of measures, and the column by which other words name one."""


def take_usual_words(*, chosen: Mapping[str, Collection[str]], by: User, now: datetime) -> int:
    """chosen: code of the dictionary > names. Gives how many words were added; each has its entry in the trail.

    Raises NotAllowed, or DomainError where somebody else is at it, or a word cannot be taken (its measure is retired).
    """
    check_keeper(by)
    with only_one("usual_words") as mine:
        if not mine:
            raise DomainError(_("Somebody takes the usual words over at this moment. Load the page anew."))
        with transaction.atomic():
            lists = sorted(usual_lists(), key=lambda one: one.dictionary.code != MEASURES)  # others name them
            wanted = {**chosen, MEASURES: {*chosen.get(MEASURES, ()), *_measures_of(lists, chosen)}}
            return sum(_take(one, wanted.get(one.dictionary.code, ()), by, now) for one in lists)


def _measures_of(lists: list[UsualList], chosen: Mapping[str, Collection[str]]) -> set[str]:
    """What the chosen words are measured in: it comes with them, in its own place and with its own entry."""
    words = (word for one in lists for word in one.new if word.name in chosen.get(one.dictionary.code, ()))
    return {word.cells[MEASURE] for word in words if MEASURE in word.cells}


def _take(usual: UsualList, names: Collection[str], by: User, now: datetime) -> int:
    words = [word for word in usual.new if word.name in names]
    if not words:
        return 0
    with TemporaryDirectory() as folder:
        report = file_of(usual.dictionary).take(path=_written(words, Path(folder)), by=by, now=now)
    if report.rejected:
        wrong = report.rejected[0]
        raise DomainError(f"{usual.dictionary.label} · {wrong.field} {wrong.value}{_(': ')}{wrong.reason}")
    return len(words)


def _written(words: list[UsualWord], folder: Path) -> Path:
    path = folder / "words.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(words[0].cells))
        writer.writeheader()
        writer.writerows(word.cells for word in words)
    return path
