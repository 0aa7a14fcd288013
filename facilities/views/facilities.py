"""Facilities: the inventory as list, map and sums, a facility with its upkeep and clearance, its form."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from core.access import TOWN_WIDE
from core.errors import NotAllowed
from core.files_out.exports import FORMATS, table_response
from core.maps.town_map import map_settings
from core.models import Unit
from core.pages import ListPage
from core.views.maps import PlacesOnMap
from core.views.record_pages import RecordEdit, RecordNew, RecordPage, RecordRemove
from facilities.clearing import telling_month
from facilities.filters.facilities import FacilityFilter
from facilities.forms.facilities import FacilityForm, UpkeepForm
from facilities.models import Facility, Project
from facilities.selectors.clearance import month_grid, month_total
from facilities.selectors.facilities import place_of, totals_of, upkeep_of, village_shares
from facilities.services.facilities import log_upkeep
from facilities.tables.facilities import EXPORT_COLUMNS, FACILITIES, TOTAL_COLUMNS
from facilities.thresholds import basic_percent_of


class FacilityRows(ListPage):
    """What list, map and sums share: the same filter over the same rows."""

    model = Facility
    filterset_class = FacilityFilter
    filter_more = "kind unit"
    sorts = {  # removed_at stands before each: see the indexes of the model
        "code": ("removed_at", "code", "pk"),
        "name": ("removed_at", "name", "pk"),
        "kind": ("removed_at", "kind_id", "code", "pk"),
        "unit": ("removed_at", "unit_id", "code", "pk"),
        "condition": ("removed_at", "condition", "code", "pk"),
        "built": ("removed_at", "-built_on", "pk"),
    }

    def get_queryset(self):
        return super().get_queryset().for_list()


class FacilityList(FacilityRows):
    template_name = "facilities/facility_list.html"
    export_name = gettext_lazy("Facilities")
    export_columns = EXPORT_COLUMNS
    comes_back = FACILITIES

    def get_paginator(self, queryset, per_page, **kwargs):
        """The sums say how many there are: many thousands are gone through once."""
        paginator = super().get_paginator(queryset, per_page, **kwargs)
        self.totals = totals_of(queryset)
        paginator.count = sum(total.records for total in self.totals)
        return paginator

    def get_context_data(self, **kwargs):
        context, user, today = super().get_context_data(**kwargs), self.request.user, timezone.localdate()
        is_town_wide = user.access.has(*TOWN_WIDE, "inspector")
        seen, month = Facility.objects.visible_to(user), telling_month(today)
        tally = month_total(seen, month, today)
        return context | {
            "totals": self.totals,
            "shares": village_shares(seen, Unit.objects.home(), today) if is_town_wide else [],
            "month": month,
            "tally": tally,
            "claim": tally.claim(basic_percent_of(month)),
            "is_office": user.access.has("office"),
            "may_clear": user.access.has("office", "unit"),
        }

    def export_rows(self, rows):
        return super().export_rows(rows.prefetch_related("project", "point"))


class FacilityTotals(FacilityRows):
    """The sums by kind as a file: `?format=csv` or, by default, Excel; of the rows that the filter chooses."""

    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        self.ignored, self.sort = [], ""
        wanted = request.GET.get("format", "")
        name = _("Facilities by kind")
        format = wanted if wanted in FORMATS else "xlsx"
        return table_response(format, name, TOTAL_COLUMNS, totals_of(self.filtered()))


class FacilityMap(PlacesOnMap, FacilityRows):
    heading = gettext_lazy("Map of the facilities")
    list_name = gettext_lazy("Facilities")
    list_url = "facilities:facilities"
    place_of = staticmethod(place_of)


class FacilityPage(RecordPage):
    model = Facility
    template_name = "facilities/facility.html"
    joins = ("kind", "unit", "kept_by", "measure", "project", "point")

    def get_context_data(self, **kwargs):
        user, today, facility = self.request.user, timezone.localdate(), self.object
        month = today.replace(day=1)
        is_cleared = facility.kind.is_cleared
        return super().get_context_data(**kwargs) | {
            "may_keep": facility.may_be_kept_by(user),
            "upkeep": upkeep_of(facility),
            "places": [place_of(facility)] if facility.latitude is not None else [],
            "map_settings": map_settings() if facility.latitude is not None else {},
            "sees_project": Project.objects.visible_to(user).filter(pk=facility.project_id).exists(),
            "month": month,
            "grid": month_grid([facility], month, today)[0] if is_cleared else None,
        }


class FacilityForms:
    model = Facility
    form_class = FacilityForm
    list_url = "facilities:facilities"


class FacilityNew(FacilityForms, RecordNew):
    pass


class FacilityEdit(FacilityForms, RecordEdit):
    pass


class FacilityRemove(FacilityForms, RecordRemove):
    pass


class UpkeepNew(FormView):
    """What was done to keep a facility, with photos."""

    form_class = UpkeepForm
    template_name = "facilities/facility_upkeep.html"

    def dispatch(self, request, *args, **kwargs):
        facilities = Facility.objects.visible_to(request.user).to_keep()
        self.facility = get_object_or_404(facilities, pk=kwargs["pk"])
        if not self.facility.may_be_kept_by(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        measure = self.facility.kind.measure
        return {"on": timezone.localdate(), "done_by": self.facility.kept_by or "", "measure": measure}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"facility": self.facility}

    def form_valid(self, form):
        values = dict(form.cleaned_data)
        uploads = values.pop("photos")
        try:
            log_upkeep(facility=self.facility, by=self.request.user, now=timezone.now(), uploads=uploads, **values)
        except NotAllowed as error:
            raise PermissionDenied(error.messages[0]) from error
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(self.facility)
