"""The calendar by which this office works: published holidays, its own corrections, its hours."""

from django.conf import settings

from core.models import CalendarDay
from core.workdays.calendar import Span, WorkCalendar


def office_calendar() -> WorkCalendar:
    """The working calendar with the office's corrections and hours."""
    return WorkCalendar(
        overrides=dict(CalendarDay.objects.values_list("day", "is_working")),
        hours=[Span.parse(text) for text in settings.OFFICE_HOURS],
    )
