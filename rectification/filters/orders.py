"""The filters of the lists of supervision orders, of talks and of root causes."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter, FilterSet

from core.filters import OfUnit, Search
from rectification.models import OrderCause, OrderState, SupervisionOrder, Talk, TalkState

WRITTEN = [("no", _("not written yet")), ("yes", pgettext_lazy("root cause", "Written"))]


class OrderFilter(FilterSet):
    q = Search(_("Search"), _("Number, task, unit, what is demanded"), "number", "task__number", "unit__name", "demand")
    state = ChoiceFilter(label=_("State"), choices=OrderState, widget=forms.RadioSelect)
    unit = OfUnit(_("Responsible unit"), SupervisionOrder)
    cause = ChoiceFilter(label=_("Cause"), choices=OrderCause)


class TalkFilter(FilterSet):
    q = Search(_("Search"), _("Unit, what was agreed"), "unit__name", "note")
    state = ChoiceFilter(label=_("State"), choices=TalkState, widget=forms.RadioSelect)
    unit = OfUnit(_("Unit"), Talk)


class RootCauseFilter(FilterSet):
    q = Search(
        _("Search"), _("Point, unit, root cause"), "point__code", "point__name", "point__in_charge__name", "note"
    )  # fmt: skip
    written = ChoiceFilter(label=_("State"), choices=WRITTEN, method="is_written", widget=forms.RadioSelect)

    def is_written(self, queryset, name, value):
        return queryset.filter(written_at__isnull=value == "no")
