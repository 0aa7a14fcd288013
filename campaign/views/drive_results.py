"""What is entered for a drive: a day's results of a zone, the final sheet, what was left of it some days later."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from campaign.drive_totals import Amount
from campaign.forms.drives import CloseForm, LookForm, ReopenForm, ResultsForm
from campaign.models import Drive, DriveWork, DriveZone
from campaign.selectors.drive_totals import entered_beside, entered_last, totals_by_drive, totals_in_zone
from campaign.services.drive_looks import LOOKERS, look_after
from campaign.services.drives import FINAL, close_drive, enter_results, reopen_drive
from campaign.thresholds import look_days
from core.errors import NotAllowed
from core.formats import cn_day


class DriveFormPage(FormView):
    """A form about a drive in sight. `allowed` says who may send it, `keep` calls the service."""

    said = _("Saved.")

    def dispatch(self, request, *args, **kwargs):
        self.drive = get_object_or_404(Drive.objects.visible_to(request.user).select_related("town"), pk=kwargs["pk"])
        self.set_up()
        if not self.allowed(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def set_up(self) -> None:
        """What else the address names."""

    def allowed(self, user) -> bool:
        return self.drive.may_be_edited_by(user)

    def form_valid(self, form):
        try:
            self.keep(form, timezone.now())
        except NotAllowed as error:
            raise PermissionDenied(error.messages[0]) from error
        except ValidationError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        messages.success(self.request, self.said)
        return redirect(self.drive)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"drive": self.drive}


class EnterForDrive(DriveFormPage):
    """Results that belong to no zone: of the drive as a whole."""

    form_class = ResultsForm
    template_name = "campaign/drive_results.html"
    zone: DriveZone | None = None

    @cached_property
    def works(self) -> list[DriveWork]:
        """Those in use, and what was entered before it was retired: that may still be corrected."""
        return list(DriveWork.objects.offered(*self.sums).select_related("measure"))

    @cached_property
    def sums(self) -> dict[int, Amount]:
        return totals_in_zone(self.drive, self.zone)

    def get(self, request, *args, **kwargs):
        """Whoever comes too late is told before the form is filled in."""
        if self.drive.closed_at:
            messages.warning(request, FINAL)
            return redirect(self.drive)
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"day": max(min(timezone.localdate(), self.drive.ends_on), self.drive.starts_on)}

    def get_form_kwargs(self):
        last = min(timezone.localdate(), self.drive.ends_on)
        return super().get_form_kwargs() | {"works": self.works, "days": (self.drive.starts_on, last)}

    def keep(self, form, now):
        results = enter_results(
            drive=self.drive, zone=self.zone, day=form.cleaned_data["day"], amounts=form.amounts(),
            note=form.cleaned_data["note"], key=form.cleaned_data["key"], by=self.request.user, now=now,
            photos=form.photos(),
        )  # fmt: skip
        if others := entered_beside(results):
            named = _(", ").join(f"{one.entered_by} {one}" for one in others)
            words = {"day": cn_day(others[0].day), "named": named}
            said = _(
                "Others entered for %(day)s too: %(named)s. All of it counts; what is the same is corrected with a minus sign."
            )
            messages.warning(self.request, said % words)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = [(work, number, exact, self.sums.get(work.pk)) for work, number, exact in context["form"].rows]
        return context | {"zone": self.zone, "rows": rows, "entered": entered_last(self.drive, self.zone)}


class EnterForZone(EnterForDrive):
    """One screen for a zone: made for the phone of who stands there."""

    def set_up(self):
        zones = DriveZone.objects.visible_to(self.request.user).filter(drive=self.drive).select_related("unit")
        self.zone = get_object_or_404(zones, pk=self.kwargs["zone_pk"])
        self.zone.drive = self.drive

    def allowed(self, user):
        return self.zone.may_be_reported_by(user)


class CloseDrive(DriveFormPage):
    form_class = CloseForm
    template_name = "campaign/drive_close.html"
    said = _("The final sheet is made.")

    def get_initial(self):
        return {"outcome": self.drive.outcome}

    def keep(self, form, now):
        close_drive(drive=self.drive, outcome=form.cleaned_data["outcome"], by=self.request.user, now=now)

    def get_context_data(self, **kwargs):
        totals = totals_by_drive([self.drive]).get(self.drive.pk, [])
        return super().get_context_data(**kwargs) | {"totals": totals}


class ReopenDrive(DriveFormPage):
    form_class = ReopenForm
    template_name = "campaign/drive_reopen.html"
    said = _("The final sheet is taken back.")

    def keep(self, form, now):
        reopen_drive(drive=self.drive, reason=form.cleaned_data["reason"], by=self.request.user, now=now)


class LookAfter(DriveFormPage):
    form_class = LookForm
    template_name = "campaign/drive_look.html"

    def allowed(self, user):
        return user.access.covers(self.drive.town.path, *LOOKERS)

    def get_initial(self):
        given = {
            name: self.request.GET[name] for name in ("zone", "days_after") if self.request.GET.get(name, "").isdigit()
        }
        return {"looked_on": timezone.localdate()} | self._kept(given) | given

    def _kept(self, given: dict[str, str]) -> dict:
        """What was entered for this zone and day before: it is corrected."""
        asked = (given.get("zone", "None"), given.get("days_after"))
        looks = self.drive.afterchecks.all()
        look = next((one for one in looks if (str(one.zone_id), str(one.days_after)) == asked), None)
        return model_to_dict(look, ["looked_on", "kept_percent", "note"]) if look else {}

    def get_form_kwargs(self):
        looked = self.drive.afterchecks.values_list("days_after", flat=True)
        return super().get_form_kwargs() | {"drive": self.drive, "days": sorted({*look_days(), *looked})}

    def keep(self, form, now):
        data = form.cleaned_data
        look_after(
            drive=self.drive, zone=data.get("zone"), days_after=data["days_after"], looked_on=data["looked_on"],
            kept_percent=data["kept_percent"], note=data["note"], photos=data["photos"], by=self.request.user, now=now,
        )  # fmt: skip
