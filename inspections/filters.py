"""The filters of the lists: one form drives list, counts and export."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from core.filters import InYear, OfUnit, Search
from core.models import ImportRun, Unit
from core.models.imports import ImportState
from facilities.models import Point, PointKind
from inspections.imports.records import kind_label
from inspections.models import (
    Adjustment,
    AmendmentState,
    Appeal,
    AppealState,
    Level,
    Reward,
    RewardState,
    Round,
    RoundState,
)
from inspections.selectors.rewards import rewarded_teams

IN_USE = [("yes", _("In use")), ("no", _("No longer used"))]
VISIT = [("open", _("Not visited")), ("done", _("Visited"))]
FROZEN = [("yes", _("In use by a round")), ("no", _("Still being drafted"))]
SIGNS = [("reward", _("Reward")), ("penalty", _("Penalty"))]


def years_of_rounds(user):
    return Round.objects.visible_to(user).order_by("-year").values_list("year", flat=True).distinct()


def years_of_rewards(user):
    rows = Reward.objects.visible_to(user).order_by("-round__year")
    return rows.values_list("round__year", flat=True).distinct()


def appealed_rounds(request):
    """Rounds with an appeal that this person sees."""
    appeals = Appeal.objects.visible_to(request.user)
    return Round.objects.visible_to(request.user).filter(pk__in=appeals.order_by().values("score__sheet__round"))


def adjusted_units(request):
    """Units with a reward or penalty that this person sees."""
    rows = Adjustment.objects.visible_to(request.user)
    return Unit.objects.visible_to(request.user).filter(pk__in=rows.order_by().values("unit"))


class RoundFilter(FilterSet):
    q = Search(_("Search by name"), _("Name of the round"))
    state = ChoiceFilter(label=_("State"), choices=RoundState, widget=forms.RadioSelect)
    level = ChoiceFilter(label=_("Level"), choices=Level)
    year = InYear(years_of_rounds)


class PointFilter(FilterSet):
    q = Search(_("Search by code, name or address"), _("Code, name, address"))
    kind = ModelChoiceFilter(label=_("Kind"), queryset=PointKind.objects.all())
    unit = OfUnit(_("Lies in"), Point)
    used = ChoiceFilter(label=_("Use"), choices=IN_USE, method="in_use")

    def in_use(self, queryset, name, value):
        return queryset.filter(is_active=value == "yes")


class AssignmentFilter(FilterSet):
    """Needs rows with `is_done` (inspections.selectors.rounds.with_visits)."""

    q = Search(
        _("Search by point or inspector"),
        _("Point, code, inspector"),
        "point__code",
        "point__name",
        "inspector__display_name",
    )
    visit = ChoiceFilter(label=_("Visit"), choices=VISIT, method="visited", widget=forms.RadioSelect)
    kind = ModelChoiceFilter(field_name="point__kind", label=_("Kind"), queryset=PointKind.objects.all())

    def visited(self, queryset, name, value):
        return queryset.filter(is_done=value == "done")


class SheetFilter(FilterSet):
    """The sheets of one round."""

    q = Search(_("Search by point"), _("Point, code"), "point__code", "point__name")
    kind = ModelChoiceFilter(field_name="point__kind", label=_("Kind"), queryset=PointKind.objects.all())


class AppealFilter(FilterSet):
    q = Search(_("Search by point"), _("Point, code"), "score__sheet__point__code", "score__sheet__point__name")
    state = ChoiceFilter(label=_("State"), choices=AppealState, widget=forms.RadioSelect)
    round = ModelChoiceFilter(field_name="score__sheet__round", label=_("Round"), queryset=appealed_rounds)


class AmendmentFilter(FilterSet):
    q = Search(_("Search by point"), _("Point, code"), "score__sheet__point__code", "score__sheet__point__name")
    state = ChoiceFilter(label=_("State"), choices=AmendmentState, widget=forms.RadioSelect)


class AdjustmentFilter(FilterSet):
    q = Search(_("Search"), _("Unit, reason, basis"), "unit__name", "reason", "paper")
    sign = ChoiceFilter(label=_("Kind"), choices=SIGNS, method="signed", widget=forms.RadioSelect)
    year = InYear(years_of_rounds, field_name="round__year")
    unit = ModelChoiceFilter(label=_("Unit"), queryset=adjusted_units)

    def signed(self, queryset, name, value):
        return queryset.filter(points__gt=0) if value == "reward" else queryset.filter(points__lt=0)


class RewardFilter(FilterSet):
    """Rewards and penalties by rule."""

    q = Search(_("Search"), _("Cleaning team, round"), "team__name", "round__name")
    state = ChoiceFilter(label=_("State"), choices=RewardState, widget=forms.RadioSelect)
    year = InYear(years_of_rewards, field_name="round__year")
    team = ModelChoiceFilter(label=_("Cleaning team"), queryset=rewarded_teams)


class BulletinFilter(FilterSet):
    q = Search(_("Search by name"), _("Name of the round"), "name")
    level = ChoiceFilter(label=_("Level"), choices=Level)
    year = InYear(years_of_rounds)


class StandardFilter(FilterSet):
    q = Search(_("Search by name"), _("Name of the standard"), "name")
    use = ChoiceFilter(label=_("Use"), choices=FROZEN, method="is_frozen", widget=forms.RadioSelect)

    def is_frozen(self, queryset, name, value):
        return queryset.filter(frozen_at__isnull=value == "no")


def kinds_of_imports(user):
    kinds = ImportRun.objects.visible_to(user).order_by("kind").values_list("kind", flat=True).distinct()
    return [(kind, kind_label(kind)) for kind in kinds]


class ImportFilter(FilterSet):
    q = Search(_("Search"), _("File name, person"), "filename", "by__display_name")
    state = ChoiceFilter(label=_("State"), choices=ImportState)
    kind = ChoiceFilter(label=_("Sort of file"), choices=())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = kinds_of_imports(self.request.user)
