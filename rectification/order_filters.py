"""The filters of the lists of supervision orders and of talks."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from core.access import within
from core.models import Unit
from rectification.models import OrderCause, OrderState, SupervisionOrder, Talk, TalkState


def units_with_orders(request):
    """The units of the orders which this person sees."""
    orders = SupervisionOrder.objects.visible_to(request.user)
    return Unit.objects.visible_to(request.user).filter(pk__in=orders.order_by().values("unit"))


def units_with_talks(request):
    talks = Talk.objects.visible_to(request.user)
    return Unit.objects.visible_to(request.user).filter(pk__in=talks.order_by().values("unit"))


class OrderFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=OrderState, empty_label=_("All"), widget=forms.RadioSelect
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Responsible unit"), queryset=units_with_orders, method="of_unit", empty_label=_("All")
    )
    cause = django_filters.ChoiceFilter(label=_("Cause"), choices=OrderCause, empty_label=_("All"))

    class Meta:
        model = SupervisionOrder
        fields = []

    def of_unit(self, queryset, name, value):
        return queryset.filter(within("unit", [value.path]))


class TalkFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=TalkState, empty_label=_("All"), widget=forms.RadioSelect
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=units_with_talks, method="of_unit", empty_label=_("All")
    )

    class Meta:
        model = Talk
        fields = []

    def of_unit(self, queryset, name, value):
        return queryset.filter(within("unit", [value.path]))
