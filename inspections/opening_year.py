"""What of the inspections gets into a new year (core/opening_year.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.access import within
from core.formats import cn_date
from core.models import Unit
from core.opening_year import Found, Line, Opening, Part, Unfinished, Way, register
from facilities.models import Point
from inspections.models import RewardRule, Round, RoundState
from inspections.services.next_rounds import NextRound, make_next_rounds, next_rounds, standards_in_use

SHOWN = 60
"""Rounds that the page names; a year has about 40."""


def _rounds(opening: Opening) -> Found:
    found = next_rounds(opening)
    return Found(len(found), tuple(_line(one) for one in found[:SHOWN]))


def _line(one: NextRound) -> Line:
    days = f"{cn_date(one.new.starts_on)} – {cn_date(one.new.ends_on)}"
    ground = [_("in %(unit)s now") % {"unit": one.new.territory}] if one.new.territory != one.old.territory else []
    notes = [days, *ground, str(one.new.standard), *_visits(one)]
    return Line(one.new.name, " · ".join(notes))


def _visits(one: NextRound) -> list[str]:
    if one.drawn:
        return [_("points are drawn anew")]
    words = [ngettext("%(n)s visit proposed", "%(n)s visits proposed", len(one.visits)) % {"n": len(one.visits)}]
    if one.left:
        words.append(_("%(n)s left out: point or inspector no longer in service") % {"n": one.left})
    return words


def _standards(opening: Opening) -> Found:
    lines = tuple(Line(str(one), path=one.get_absolute_url()) for one in standards_in_use(opening))
    return Found(len(lines), lines, reverse("inspections:standards"))


def _points(opening: Opening) -> Found:
    count = Point.objects.in_use().filter(town=opening.town).count()
    return Found(count, path=reverse("inspections:points"))


def _rules(opening: Opening) -> Found:
    return Found(RewardRule.objects.count(), path=reverse("inspections:reward_rules"))


def _unpublished(year: int, town: Unit) -> Found:
    rounds = Round.objects.filter(within("territory", [town.path]), year=year).exclude(state=RoundState.PUBLISHED)
    rows = list(rounds.order_by("starts_on", "pk"))
    lines = tuple(Line(row.name, row.get_state_display(), row.get_absolute_url()) for row in rows[:SHOWN])
    return Found(len(rows), lines, f"{reverse('inspections:rounds')}?year={year}")


register(
    Part("rounds", gettext_lazy("Rounds, as drafts, with inspectors proposed"), Way.COPIED, _rounds, make_next_rounds)
)
register(Part("standards", gettext_lazy("Standards, in the version that is in use"), Way.STAYS, _standards))
register(Part("points", gettext_lazy("Inspection points in use"), Way.STAYS, _points))
register(Part("reward_rules", gettext_lazy("Rules for rewards and penalties"), Way.STAYS, _rules))
register(Unfinished("rounds", gettext_lazy("Rounds that are not published"), _unpublished))
