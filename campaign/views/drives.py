"""Drives: the list, a drive's page and final sheet, its form with the zones."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from campaign.filters.drives import DriveFilter
from campaign.forms.drives import DriveForm, ZoneFormSet
from campaign.models import Drive
from campaign.selectors.drive_page import drive_page
from campaign.selectors.drives import drive_rows
from campaign.tables.drives import DRIVES, EXPORT
from core.pages import ListPage
from core.views.record_pages import RecordEdit, RecordNew, RecordPage, RecordRemove


class DriveList(ListPage):
    model = Drive
    template_name = "campaign/drives.html"
    filterset_class = DriveFilter
    filter_more = "year"
    sorts = {
        "newest": ("-starts_on", "-pk"),
        "name": ("name", "pk"),
        "end": ("ends_on", "pk"),
        "zones": ("zone_count", "pk"),
    }
    export_name = _("Drives")
    export_columns = EXPORT
    comes_back = DRIVES

    def get_queryset(self):
        return super().get_queryset().with_zone_count()

    def export_rows(self, rows):
        return drive_rows(rows, timezone.localdate())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "rows": drive_rows(context["object_list"], timezone.localdate()),
            "is_office": self.request.user.access.has("office"),
        }


class DrivePage(RecordPage):
    model = Drive
    template_name = "campaign/drive.html"
    joins = ("closed_by",)

    def get_context_data(self, **kwargs):
        page = drive_page(self.object, self.request.user, timezone.localdate())
        return super().get_context_data(**kwargs) | page


class DriveSheet(DrivePage):
    """The final sheet, to print; before it is made, what it would say by now."""

    template_name = "campaign/drive_sheet.html"


class DrivePages:
    model = Drive
    form_class = DriveForm
    list_url = "campaign:drives"
    template_name = "campaign/drive_form.html"


class DriveForms(DrivePages):
    """A drive with its zones: both are good, or nothing is saved."""

    @cached_property
    def zones(self):
        data = self.request.POST if self.request.method == "POST" else None
        return ZoneFormSet(data, instance=self.object or Drive(town=self.town), town=self.town)

    def form_valid(self, form):
        return super().form_valid(form) if self.zones.is_valid() else self.form_invalid(form)

    def save_form(self, form):
        drive = super().save_form(form)
        self.zones.save_parts(drive, self.request.user, timezone.now())
        return drive

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"zones": self.zones}


class DriveNew(DriveForms, RecordNew):
    def get_initial(self):
        return {"starts_on": timezone.localdate()}


class DriveEdit(DriveForms, RecordEdit):
    pass


class DriveRemove(DrivePages, RecordRemove):
    template_name = RecordRemove.template_name
