"""Points: the list, a point with its visits and tasks, its form."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import CreateView, DetailView, UpdateView

from core.access import require
from core.models import Unit
from core.pages import ListPage
from core.views.records import RecordFormMixin
from facilities.models import Point
from inspections.filters import PointFilter
from inspections.forms.points import PointForm, ResponsibilityFormSet
from inspections.imports.points.draft import EXPORT_COLUMNS
from inspections.selectors.points import point_page


class PointList(ListPage):
    model = Point
    template_name = "inspections/points.html"
    filterset_class = PointFilter
    filter_more = "unit used"
    sorts = {"code": ("code", "pk"), "name": ("name", "pk"), "unit": ("unit__name", "code", "pk")}
    export_name = _("Points")
    export_columns = EXPORT_COLUMNS

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .select_related("kind", "unit", "in_charge")
            .prefetch_related("responsible", "responsibilities__unit")
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_office": self.request.user.access.has("office")}


class PointPage(DetailView):
    template_name = "inspections/point.html"

    def get_queryset(self):
        return Point.objects.visible_to(self.request.user).select_related("kind", "town", "unit", "in_charge")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | point_page(self.object, self.request.user, timezone.now())


class PointForms(RecordFormMixin):
    """A point with its responsible units: both are good, or nothing is saved."""

    model = Point
    form_class = PointForm
    template_name = "inspections/point_form.html"
    said = _("Saved.")

    @cached_property
    def town(self) -> Unit:
        return self.object.town if self.object else Unit.objects.home()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"town": self.town}

    @cached_property
    def responsibilities(self):
        data = self.request.POST if self.request.method == "POST" else None
        return ResponsibilityFormSet(data, instance=self.object or Point(town=self.town), town=self.town)

    def form_valid(self, form):
        return super().form_valid(form) if self.responsibilities.is_valid() else self.form_invalid(form)

    def save_form(self, form):
        point = super().save_form(form)
        self.responsibilities.instance = point
        self.responsibilities.save()
        return point

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"responsibilities": self.responsibilities}


class PointCreate(PointForms, CreateView):
    def dispatch(self, request, *args, **kwargs):
        require(request.user, "office")
        if not request.user.access.covers(Unit.objects.home().path, "office"):  # of another town
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PointEdit(PointForms, UpdateView):
    def get_object(self, queryset=None):
        points = Point.objects.visible_to(self.request.user).select_related("town")
        point = get_object_or_404(points, pk=self.kwargs["pk"])
        if not self.request.user.access.covers(point.town.path, "office"):
            raise PermissionDenied
        return point
