"""The campaign's years with their slogans and targets: everybody reads them, the office keeps them."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import CreateView, UpdateView

from campaign.filters.years import YearFilter
from campaign.forms.years import YearForm
from campaign.models import CampaignYear
from campaign.selectors.years import year_in_view, year_trail
from campaign.services.years import KEEPERS
from campaign.tables.years import EXPORT_COLUMNS, YEARS
from core.access import require
from core.pages import ListPage
from core.views.records import RecordFormMixin


class YearList(ListPage):
    model = CampaignYear
    template_name = "campaign/years.html"
    filterset_class = YearFilter
    sorts = {"year": ("-year",), "slogan": ("slogan", "-year"), "closed": ("closed_on", "-year")}
    above = ("overview", _("Overview"))
    export_name = _("Campaign years")
    export_columns = EXPORT_COLUMNS
    comes_back = YEARS

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(**kwargs) | {
            "now": year_in_view(self.request.user, today.year),
            "this_year": today.year,
            "is_office": self.request.user.access.has("office"),
            "keeps_years": self.request.user.access.has(*KEEPERS),
            "history": year_trail(),
        }


class YearForms(RecordFormMixin):
    model = CampaignYear
    form_class = YearForm
    template_name = "campaign/year_form.html"
    said = _("Saved.")

    def dispatch(self, request, *args, **kwargs):
        require(request.user, "office")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "kind_of_record": self.model._meta.verbose_name,
            "list_path": CampaignYear().get_absolute_url(),
        }


class YearNew(YearForms, CreateView):
    """By default the year after the last one that is entered."""

    def get_initial(self):
        last = CampaignYear.objects.visible_to(self.request.user).first()
        return super().get_initial() | {"year": last.year + 1 if last else timezone.localdate().year}


class YearEdit(YearForms, UpdateView):
    def get_queryset(self):
        return CampaignYear.objects.visible_to(self.request.user)
