"""The filters of the lists: one form drives list, counts and export."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Unit
from facilities.models import Point, PointKind
from inspections.models import (
    Adjustment,
    Amendment,
    AmendmentState,
    Appeal,
    AppealState,
    Assignment,
    Level,
    Round,
    RoundState,
    Sheet,
)

IN_USE = [("yes", _("In use")), ("no", _("No longer used"))]
VISIT = [("open", _("Not visited")), ("done", _("Visited"))]


def years_of_rounds(request):
    years = Round.objects.visible_to(request.user).order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in years]


class RoundFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="matching", label=_("Search by name"), widget=forms.TextInput({"placeholder": _("Name of the round")})
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=RoundState, empty_label=_("All"), widget=forms.RadioSelect
    )
    level = django_filters.ChoiceFilter(label=_("Level"), choices=Level, empty_label=_("All"))
    year = django_filters.ChoiceFilter(label=_("Year"), empty_label=_("All"), choices=())

    class Meta:
        model = Round
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = years_of_rounds(self.request)

    def matching(self, queryset, name, value):
        return queryset.matching(value)


def units_with_points(request):
    """Villages and communities with a point that this person sees."""
    points = Point.objects.visible_to(request.user)
    return Unit.objects.visible_to(request.user).filter(pk__in=points.order_by().values("unit"))


class PointFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="matching",
        label=_("Search by code, name or address"),
        widget=forms.TextInput({"placeholder": _("Code, name, address")}),
    )
    kind = django_filters.ModelChoiceFilter(label=_("Kind"), queryset=PointKind.objects.all(), empty_label=_("All"))
    unit = django_filters.ModelChoiceFilter(
        label=_("Lies in"), queryset=units_with_points, method="lying_in", empty_label=_("All")
    )
    used = django_filters.ChoiceFilter(label=_("Use"), choices=IN_USE, method="in_use", empty_label=_("All"))

    class Meta:
        model = Point
        fields = []

    def matching(self, queryset, name, value):
        return queryset.matching(value)

    def lying_in(self, queryset, name, value):
        return queryset.filter(unit__path__startswith=value.path)

    def in_use(self, queryset, name, value):
        return queryset.filter(is_active=value == "yes")


class AssignmentFilter(django_filters.FilterSet):
    """Needs rows with `is_done` (inspections.selectors.rounds.with_visits)."""

    q = django_filters.CharFilter(
        method="matching",
        label=_("Search by point or inspector"),
        widget=forms.TextInput({"placeholder": _("Point, code, inspector")}),
    )
    visit = django_filters.ChoiceFilter(
        label=_("Visit"), choices=VISIT, method="visited", empty_label=_("All"), widget=forms.RadioSelect
    )
    kind = django_filters.ModelChoiceFilter(
        field_name="point__kind", label=_("Kind"), queryset=PointKind.objects.all(), empty_label=_("All")
    )

    class Meta:
        model = Assignment
        fields = []

    def matching(self, queryset, name, value):
        return queryset.filter(
            Q(point__code__icontains=value)
            | Q(point__name__icontains=value)
            | Q(inspector__display_name__icontains=value)
        )

    def visited(self, queryset, name, value):
        return queryset.filter(is_done=value == "done")


class SheetFilter(django_filters.FilterSet):
    """The sheets of one round."""

    q = django_filters.CharFilter(
        method="matching",
        label=_("Search by point"),
        widget=forms.TextInput({"placeholder": _("Point, code")}),
    )
    kind = django_filters.ModelChoiceFilter(
        field_name="point__kind", label=_("Kind"), queryset=PointKind.objects.all(), empty_label=_("All")
    )

    class Meta:
        model = Sheet
        fields = []

    def matching(self, queryset, name, value):
        return queryset.filter(Q(point__code__icontains=value) | Q(point__name__icontains=value))


SIGNS = [("reward", _("Reward")), ("penalty", _("Penalty"))]


def appealed_rounds(request):
    """Rounds with an appeal that this person sees."""
    appeals = Appeal.objects.visible_to(request.user)
    return Round.objects.visible_to(request.user).filter(pk__in=appeals.order_by().values("score__sheet__round"))


def adjusted_units(request):
    """Units with a reward or penalty that this person sees."""
    rows = Adjustment.objects.visible_to(request.user)
    return Unit.objects.visible_to(request.user).filter(pk__in=rows.order_by().values("unit"))


class AppealFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=AppealState, empty_label=_("All"), widget=forms.RadioSelect
    )
    round = django_filters.ModelChoiceFilter(
        field_name="score__sheet__round", label=_("Round"), queryset=appealed_rounds, empty_label=_("All")
    )

    class Meta:
        model = Appeal
        fields = []


class AmendmentFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=AmendmentState, empty_label=_("All"), widget=forms.RadioSelect
    )

    class Meta:
        model = Amendment
        fields = []


class AdjustmentFilter(django_filters.FilterSet):
    sign = django_filters.ChoiceFilter(
        label=_("Kind"), choices=SIGNS, method="signed", empty_label=_("All"), widget=forms.RadioSelect
    )
    year = django_filters.ChoiceFilter(label=_("Year"), field_name="round__year", empty_label=_("All"), choices=())
    unit = django_filters.ModelChoiceFilter(label=_("Unit"), queryset=adjusted_units, empty_label=_("All"))

    class Meta:
        model = Adjustment
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = years_of_rounds(self.request)

    def signed(self, queryset, name, value):
        return queryset.filter(points__gt=0) if value == "reward" else queryset.filter(points__lt=0)


class BulletinFilter(django_filters.FilterSet):
    level = django_filters.ChoiceFilter(label=_("Level"), choices=Level, empty_label=_("All"))
    year = django_filters.ChoiceFilter(label=_("Year"), empty_label=_("All"), choices=())

    class Meta:
        model = Round
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = years_of_rounds(self.request)
