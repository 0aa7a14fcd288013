"""What the pages about units show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from core.models import ChangeKind, Post, RankingGroup, StepPart, Unit, UnitChange, UnitStep
from core.units.followers import bound_to, still_there, words_of

PART_WORDS = (StepPart.ENDED, StepPart.BEGUN, StepPart.CHANGED)


@dataclass(frozen=True)
class Told:
    """A change of a unit in words. numbers: what went over with it."""

    change: UnitChange
    text: str
    numbers: list[tuple[str, int]]


def unit_page(unit: Unit, today: date) -> dict:
    """One unit: where it lies, what it was called, what hangs on it, what can be done with it."""
    above = Unit.objects.filter(path=unit.parent_path).first() if unit.parent_path else None
    below = Unit.objects.filter(path__startswith=unit.path, depth=unit.depth + 1).select_related("ranking_group")
    living = unit.is_in_force(today)
    return {
        "unit": unit,
        "above": above,
        "below": [one for one in below if one.ends_on is None],
        "gone": [one for one in below if one.ends_on is not None],
        "living": living,
        "hanging": words_of(still_there(unit, today)),
        "bound": bound_to([unit.pk]),
        "told": told_of(unit),
        "acts": acts_on(unit) if living else [],
        "stranded": stranded_posts(today).filter(unit=unit),
    }


def acts_on(unit: Unit) -> list[ChangeKind]:
    """The changes that this unit may be put through; each checks for itself."""
    own = (ChangeKind.RENAME, ChangeKind.REGROUP)
    return list(own) if unit.is_home or not unit.parent_path else list(ChangeKind)


def told_of(unit: Unit) -> list[Told]:
    """Its changes, the latest first; two queries."""
    changes = UnitChange.objects.filter(steps__unit=unit, steps__part__in=PART_WORDS).distinct()
    steps: dict[int, list[UnitStep]] = {}
    for step in (
        UnitStep.objects.filter(change__in=changes).select_related("unit", "old_parent", "old_group").order_by("pk")
    ):
        steps.setdefault(step.change_id, []).append(step)
    return [Told(change, _text(change, unit, steps[change.pk]), words_of(change.numbers)) for change in changes]


def _text(change: UnitChange, unit: Unit, steps: Iterable[UnitStep]) -> str:
    names = {part: "、".join(step.old_name for step in steps if step.part == part) for part in StepPart}
    own = next(step for step in steps if step.unit_id == unit.pk)
    words = {"ended": names[StepPart.ENDED], "begun": names[StepPart.BEGUN], "name": own.old_name}
    said = {
        ChangeKind.RENAME: _("Before it was named %(name)s (%(kind)s)."),
        ChangeKind.REGROUP: _("Before it was ranked in: %(group)s."),
        ChangeKind.MOVE: _("Before it belonged to %(above)s."),
        ChangeKind.MERGE: _("%(ended)s ended, %(begun)s took over."),
        ChangeKind.SPLIT: _("%(ended)s was split into %(begun)s."),
        ChangeKind.END: _("It ended, and nobody took over."),
    }[ChangeKind(change.kind)]
    words |= {
        "kind": own.get_old_kind_display(),
        "group": str(own.old_group or _("units of its kind under the same unit")),
        "above": str(own.old_parent or "—"),
    }
    if change.kind == ChangeKind.MERGE and own.part == StepPart.CHANGED:
        return _("It came here with the merger: before it belonged to %(above)s.") % words
    return said % words


def stranded_posts(today: date):
    """Posts that are held today in a unit that has ended: their holders see what was, and get nothing new."""
    posts = Post.objects.in_force(today).filter(unit__ends_on__lt=today, user__is_active=True)
    return posts.select_related("user", "unit").order_by("unit__path", "pk")


@dataclass(frozen=True)
class GroupRow:
    group: RankingGroup
    units: list[Unit]


def group_rows(today: date) -> list[GroupRow]:
    """All ranking groups with their units of today; two queries."""
    members: dict[int, list[Unit]] = {}
    for unit in Unit.objects.in_force(today).exclude(ranking_group=None).with_above():
        members.setdefault(unit.ranking_group_id, []).append(unit)
    return [GroupRow(group, members.get(group.pk, [])) for group in RankingGroup.objects.all()]
