"""What the office keeps itself: the index, thresholds, the working calendar. Each change stands in the town's trail."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core import thresholds
from core.access import require
from core.models import CalendarDay, DailyRun, TrailEntry, Unit
from core.running import daily
from core.settings_forms import CalendarDayForm, ThresholdsForm
from core.settings_places import Place, places
from core.thresholds import KEPT_BY
from core.workdays import changes as calendar_changes
from core.workdays.office import office_calendar
from core.workdays.year import day_of, months_of

FIRST_YEAR, LAST_YEAR = 2004, 2100
SHOWN = 12
"""Deadlines that the page of a day names; the rest is counted."""


@require_safe
def index(request):
    """All places, and what the daily work did last."""
    require(request.user, *KEPT_BY)
    last = DailyRun.objects.until(timezone.localdate()).first()
    context = {
        "places": [(place, _last_change(place)) for place in places(request.user)],
        "last": last,
        "work": daily.told(last) if last else [],
        "daily_at": settings.DAILY_AT,
    }
    return render(request, "core/settings/index.html", context)


def _last_change(place: Place) -> TrailEntry | None:
    """One short query for each place that has a history."""
    return place.entries().first() if place.has_history else None


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request):
    """One form with every threshold; what somebody else changed meanwhile stays."""
    require(request.user, *KEPT_BY)
    form = ThresholdsForm(request.POST or None)
    if form.is_valid() and _set(form, request):
        return redirect("settings_thresholds")
    town = Unit.objects.home()
    changes = thresholds.last_changes(town) if town else {}
    return render(request, "core/settings/thresholds.html", {"form": form, "groups": form.groups(changes)})


def _set(form: ThresholdsForm, request) -> bool:
    try:
        changed = thresholds.set_thresholds(values=form.values(), by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    said = ngettext("%(n)s figure changed.", "%(n)s figures changed.", len(changed)) % {"n": len(changed)}
    messages.success(request, said if changed else _("Nothing was changed."))
    return True


@require_safe
def calendar(request):
    """A year, month by month; ?year= chooses it."""
    require(request.user, *KEPT_BY)
    today, office = timezone.localdate(), office_calendar()
    year = _year(request.GET.get("year", ""), today.year)
    notes = dict(CalendarDay.objects.values_list("day", "note"))
    months = months_of(year, office, notes, today)
    context = {
        "year": year,
        "months": months,
        "working": sum(month.working for month in months),
        "is_known": office.knows(year),
        "corrections": CalendarDay.objects.filter(day__year=year),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
    }
    return render(request, "core/settings/calendar.html", context)


def _year(text: str, default: int) -> int:
    year = int(text) if text.isascii() and text.isdigit() else default
    return year if FIRST_YEAR <= year <= LAST_YEAR else default


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_day(request, day: str):
    """One day: what it is, what it would be the other way round, and which deadlines would move with it."""
    require(request.user, *KEPT_BY)
    shown, now = _day(day), timezone.now()
    turned = not office_calendar().is_working(shown)
    form = CalendarDayForm(request.POST or None, initial={"is_working": turned})
    if form.is_valid() and (moved := _turn(form, shown, request, now)) is not None:
        said = ngettext("Saved, %(n)s deadline moved.", "Saved, %(n)s deadlines moved.", moved) % {"n": moved}
        messages.success(request, said if moved else _("Saved, no deadline moved."))
        return redirect(_calendar_path(shown))
    change = calendar_changes.change_of(shown, turned)
    moving = calendar_changes.preview(change, now=now)
    notes = dict(CalendarDay.objects.filter(day=shown).values_list("day", "note"))
    context = {
        "form": form,
        "day": day_of(shown, change.before, notes, timezone.localdate(now)),
        "turned": turned,
        "published": change.before.published(shown),
        "is_known": change.before.knows(shown.year),
        "calendar_path": _calendar_path(shown),
        "moving": moving[:SHOWN],
        "count": len(moving),
        "more": max(0, len(moving) - SHOWN),
    }
    return render(request, "core/settings/calendar_day.html", context)


def _calendar_path(day: date) -> str:
    """The month of that day in its year."""
    return f"{reverse('settings_calendar')}?year={day.year}#m{day.month}"


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Http404
    return day


def _turn(form: CalendarDayForm, day: date, request, now) -> int | None:
    """How many deadlines moved; None where it was refused, or where somebody turned the day in the meantime."""
    wanted, note = form.cleaned_data["is_working"], form.cleaned_data["note"]
    if office_calendar().is_working(day) == wanted:
        form.add_error(None, _("Somebody changed this day in the meantime: it is what you wanted already."))
        return None
    try:
        return calendar_changes.set_day(day=day, is_working=wanted, note=note, by=request.user, now=now)
    except ValidationError as error:
        form.add_error(None, error)
    return None
