"""Figures that differ from town to town and that the office sets itself: what an app may ask for, and what stands if nobody set it.

An app declares its own where it is read, once, at import:

    WARN_PERCENT = Threshold("rectification.warn_percent", _("Yellow light from"), default=75, low=1, high=99, unit="%")

and asks for it in a service: `WARN_PERCENT.value()`. The page of settings lists `DECLARED`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.models import ThresholdValue, TrailEntry, Unit, User
from core.trail import record
from core.trail_words import say

DECLARED: dict[str, "Threshold"] = {}


@dataclass(frozen=True)
class Threshold:
    """name: 'app.word', unique. default, low, high: whole numbers, low <= default <= high. unit: a word behind the figure."""

    name: str
    label: Promise | str
    default: int
    low: int
    high: int
    unit: Promise | str = ""
    help_text: Promise | str = ""

    def __post_init__(self):
        if self.name in DECLARED or not self.low <= self.default <= self.high:
            raise ValueError(f"Threshold {self.name} is declared twice or out of its own range.")
        DECLARED[self.name] = self
        say({}, fields={self.name: self.label})

    def value(self) -> int:
        """The office's figure, or the default; one query."""
        stored = ThresholdValue.objects.filter(pk=self.name).values_list("value", flat=True).first()
        return self.default if stored is None else stored

    def value_at(self, moment: datetime) -> int:
        """What counted at a moment, so that the past is judged by the figure of its own day. Told from the trail: the first
        change after it says what stood before. One query, two where it was never changed since."""
        later = TrailEntry.objects.filter(
            subject_type=ContentType.objects.get_for_model(Unit),
            subject_id__in=Unit.objects.filter(is_home=True).values("pk"),
            verb=VERB,
            at__gt=moment,
            changes__has_key=self.name,
        )
        first = later.order_by("at", "pk").first()
        return first.changes[self.name][0] if first else self.value()


KEPT_BY = ("office", "admin")


def check_keeper(by: User) -> None:
    """Raises NotAllowed for whoever keeps no settings."""
    if not by.access.has(*KEPT_BY):
        raise NotAllowed(_("Settings are changed by the office."))


def locked_town() -> Unit:
    """Our own town, in whose trail settings stand, so that two changes come one after the other. Raises DomainError in an empty
    database."""
    town = Unit.objects.select_for_update(no_key=True).filter(is_home=True).first()
    if town is None:
        raise DomainError(_("Set up the town first."))
    return town


VERB = "set_threshold"


@transaction.atomic
def set_thresholds(*, values: Mapping[str, int], by: User, now: datetime) -> dict[str, list[int]]:
    """Keeps these figures, by name; gives those that changed: {name: [old, new]}, as one entry in the town's trail has them.

    Raises NotAllowed, or DomainError for an unknown name or a figure out of its range.
    """
    check_keeper(by)
    town, changes = locked_town(), {}
    for name, value in values.items():
        threshold = DECLARED.get(name)
        if threshold is None or not threshold.low <= value <= threshold.high:
            raise DomainError(_("This figure is out of its range."))
        if (old := threshold.value()) != value:
            ThresholdValue.objects.update_or_create(name=name, defaults={"value": value})
            changes[name] = [old, value]
    if changes:
        record(subject=town, by=by, verb=VERB, at=now, changes=changes)
    return changes


def last_changes(town: Unit) -> dict[str, TrailEntry]:
    """Name > the entry of its last change; one query."""
    entries: dict[str, TrailEntry] = {}
    for entry in TrailEntry.objects.about(town).filter(verb=VERB):
        for name in entry.changes:
            entries.setdefault(name, entry)
    return entries
