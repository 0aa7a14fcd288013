"""The forms of the report: what it is about, and how its figures are worked out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rectification.forms.loop import LoopForm
from rectification.indicator_words import LABELS
from rectification.indicators import ON_TIME, RATES
from rectification.models import IndicatorRules, OnTimeBy
from rectification.periods import Period, days_so_far, month_so_far, written_period, year_so_far
from rectification.services.indicator_rules import SET

ROWS = {
    "unit": gettext_lazy("Responsible units"),
    "kind": gettext_lazy("Kinds of problem"),
    "source": gettext_lazy("Sources"),
}
DAYS = "days"
LONGEST = timedelta(days=366)
"""A longer period would overlap with its own year before."""
YEARS_BACK = 4
MONTHS_BACK = 12


@dataclass
class Choice:
    """What the address asks for, made good. wanted: how the period was chosen ('2026', '2026-Q3', '2026-11', 'days').

    ignored: labels of what could not be understood."""

    by: str
    wanted: str
    period: Period
    rate: str
    ignored: list[str] = field(default_factory=list)


def choose(query: Mapping[str, str], now: datetime) -> Choice:
    """Rows, period and the chart's rate; never an error: what can't be understood gives way to the default and is named."""
    ignored: list[str] = []

    def pick(name: str, options, default: str) -> str:
        text = query.get(name, default)
        if text in options:
            return text
        ignored.append(str(ReportForm.base_fields[name].label))
        return default

    by = pick("by", ROWS, "unit")
    rate = pick("rate", [indicator.key for indicator in RATES], ON_TIME.key)
    wanted = query.get("period") or str(now.year)
    period = _days(query, now) if wanted == DAYS else written_period(wanted, now)
    if period is None:
        ignored.append(str(ReportForm.base_fields["period"].label))
        wanted, period = str(now.year), year_so_far(now.year, now)
    return Choice(by, wanted, period, rate, ignored)


def _days(query: Mapping[str, str], now: datetime) -> Period | None:
    """From–to; this month while no day is chosen yet; None for days that are no good, turned round or too far apart."""
    texts = query.get("since", ""), query.get("until", "")
    if not any(texts):
        return month_so_far(now.year, now.month, now)
    first, last = (_day(text) for text in texts)
    if first is None or last is None or not first <= last < first + LONGEST:
        return None
    return days_so_far(first, last, now)


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and 2000 < day.year < 2200 else None


class ReportForm(forms.Form):
    """The bar above the report, showing the choice that was settled."""

    by = forms.ChoiceField(label=gettext_lazy("Rows"), choices=list(ROWS.items()), widget=forms.RadioSelect)
    period = forms.ChoiceField(label=gettext_lazy("Period"))
    since = forms.DateField(label=gettext_lazy("From"))
    until = forms.DateField(label=gettext_lazy("To"))
    rate = forms.ChoiceField(
        label=gettext_lazy("In the chart"), choices=[(indicator.key, LABELS[indicator.key]) for indicator in RATES]
    )

    def __init__(self, choice: Choice, now: datetime):
        last = choice.period.full_end.date() - timedelta(days=1)
        super().__init__(
            initial={
                "by": choice.by,
                "period": choice.wanted,
                "since": choice.period.first_day.isoformat(),
                "until": last.isoformat(),
                "rate": choice.rate,
            }
        )
        self.fields["period"].choices = period_choices(choice.wanted, now)
        if choice.wanted != DAYS:
            del self.fields["since"], self.fields["until"]


def period_choices(wanted: str, now: datetime) -> list[tuple[str, str]]:
    """Years, the quarters of two years, the last months, each latest first, and days from–to."""
    quarter = (now.month + 2) // 3
    quarters = [(now.year - back // 4, 4 - back % 4) for back in range(8)]
    months = [divmod(now.year * 12 + now.month - 1 - back, 12) for back in range(MONTHS_BACK + 1)]
    found = [str(now.year - back) for back in range(YEARS_BACK + 1)]
    found += [f"{year}-Q{q}" for year, q in quarters if (year, q) <= (now.year, quarter)]
    found += [f"{year}-{month + 1:02}" for year, month in months]
    if wanted not in found and wanted != DAYS:
        found.insert(0, wanted)
    return [*((text, period_label(text)) for text in found), (DAYS, _("From–to …"))]


def period_label(text: str) -> str:
    """2026年, 2026年第3季度, 2026年11月."""
    year, _dash, part = text.partition("-")
    if not part:
        return _("Year %(year)s") % {"year": year}
    if part[0] == "Q":
        return _("%(year)s, quarter %(quarter)s") % {"year": year, "quarter": part[1]}
    return _("%(year)s, month %(month)s") % {"year": year, "month": int(part)}


class RulesForm(LoopForm):
    """A new version of the definitions; it starts from the version in force."""

    starts_on = forms.DateField(
        label=gettext_lazy("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy(
            "Counts for periods that begin on this day or later; what has begun keeps its definitions."
        ),
    )
    on_time_by = forms.ChoiceField(label=gettext_lazy("On time means"), choices=OnTimeBy, widget=forms.RadioSelect)
    leave_out_suspended = forms.BooleanField(label=gettext_lazy("Suspended tasks are not due"), required=False)
    leave_out_transferred = forms.BooleanField(
        label=gettext_lazy("Tasks of an authority outside the town are not due"), required=False
    )
    recurs_within_days = forms.IntegerField(
        label=gettext_lazy("Come back means: found again within (days)"), min_value=7, max_value=730
    )
    least_for_percent = forms.IntegerField(
        label=gettext_lazy("No percentage below (tasks)"), min_value=1, max_value=100
    )
    note = forms.CharField(label=gettext_lazy("Why"), max_length=200)

    @staticmethod
    def starting_from(present: IndicatorRules, today: date) -> dict:
        """What stands in it first: the version there is, from next year on."""
        return {name: getattr(present, name) for name in SET} | {"starts_on": date(today.year + 1, 1, 1).isoformat()}
