"""The steps of a campaign year's life: opened in one act that is shown first, closed, opened again with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaign.forms.years import OpenYearForm, ReopenForm
from campaign.models import CampaignYear
from campaign.models.years import EARLIEST_MONTH, year_to_open
from campaign.services.years import KEEPERS, close_year, open_year, reopen_year, source_of
from core.access import require
from core.errors import NotAllowed
from core.forms import PlainForm
from core.models import Unit
from core.opening_year import Opening, left_open, preview


@require_http_methods(["GET", "HEAD", "POST"])
def new_year(request):
    """What opening the next year would do, and the act itself. ?year= is what the page was about, when it is sent."""
    require(request.user, *KEEPERS)
    town, today = Unit.objects.home(), timezone.localdate()
    years = {one.year: one for one in CampaignYear.objects.all()}
    year = year_to_open((one.year for one in years.values() if one.opened_at), today)
    if request.method == "POST" and year != _number(request.POST.get("year", "")):
        messages.error(request, _("The year was opened in the meantime. Nothing was done twice."))
        return redirect("campaign:new_year")
    if town is None or year is None:
        context = {"years": sorted(years.values(), key=lambda one: -one.year), "next": today.year + 1}
        return render(request, "campaign/new_year_none.html", context | {"month": EARLIEST_MONTH, "now": today.year})
    source = source_of(years, year)
    form = OpenYearForm(request.POST or None, old=_closable(source, today), initial=_initial(years.get(year), source))
    if form.is_valid() and _open(request, year, form):
        return redirect("campaign:years")
    opening = Opening(year, source.year if source else year - 1, town, request.user, today)
    context = {
        "form": form,
        "year": year,
        "source": source,
        "ways": preview(opening),
        "left_open": left_open(opening.source, town) if "close_old" in form.fields else [],
    }
    return render(request, "campaign/new_year.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None


def _closable(source: CampaignYear | None, today) -> int | None:
    return source.year if source and not source.is_closed and source.is_over(today) else None


def _initial(entered: CampaignYear | None, source: CampaignYear | None) -> dict:
    """What was entered ahead for the year counts; else the words of the year before."""
    words = entered if entered and (entered.slogan or entered.targets) else source
    return {"slogan": words.slogan, "targets": words.targets, "close_old": True} if words else {"close_old": True}


def _open(request, year: int, form: OpenYearForm) -> bool:
    values = {name: form.cleaned_data.get(name, False) for name in ("slogan", "targets", "close_old")}
    try:
        opened = open_year(year=year, **values, by=request.user, now=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(error.messages[0]) from error
    except ValidationError as error:
        form.add_domain_error(error)
        return False
    words = {"year": year, "rounds": opened.made.get("rounds", 0), "activities": opened.made.get("activities", 0)}
    messages.success(
        request,
        _("%(year)s is open: %(rounds)s rounds copied as drafts, %(activities)s activities planned.") % words,
    )
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def close(request, pk: int):
    """Names what the year still has open, and closes it."""
    row, town = _kept_year(request, pk)
    form = PlainForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _take(request, form, close_year, year=row.year):
        messages.success(request, _("%(year)s is closed. It is only read from now on.") % {"year": row.year})
        return redirect(row)
    context = {"form": form, "row": row, "is_over": row.is_over(timezone.localdate())}
    return render(request, "campaign/year_close.html", context | {"left_open": left_open(row.year, town)})


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request, pk: int):
    """Opens a closed year again, with a reason."""
    row, _town = _kept_year(request, pk)
    form = ReopenForm(request.POST or None)
    if form.is_valid() and _take(request, form, reopen_year, year=row.year, reason=form.cleaned_data["reason"]):
        messages.success(request, _("%(year)s is open again. Close it when all is entered.") % {"year": row.year})
        return redirect(row)
    return render(request, "campaign/year_reopen.html", {"form": form, "row": row})


def _kept_year(request, pk: int) -> tuple[CampaignYear, Unit]:
    require(request.user, *KEEPERS)
    return get_object_or_404(CampaignYear.objects.visible_to(request.user), pk=pk), Unit.objects.home()


def _take(request, form: PlainForm, step, **arguments) -> bool:
    """One step of a year's life; a broken rule is shown on the form."""
    try:
        step(**arguments, by=request.user, now=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(error.messages[0]) from error
    except ValidationError as error:
        form.add_domain_error(error)
        return False
    return True
