"""What the indicators are called and what exactly they count, in the words of the page. The definitions themselves stand in
rectification/models/figures.py; a sentence here says what stands there."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from core.formats import cn_date, cn_day
from rectification.models import IndicatorRules, OnTimeBy
from rectification.periods import Period

LABELS = {
    "registered": gettext_lazy("Registration rate"),
    "closed": gettext_lazy("Closing rate"),
    "on_time": gettext_lazy("Rate closed on time"),
    "reworked": gettext_lazy("Rework rate"),
    "came_back": gettext_lazy("Rate come back"),
    "hours": gettext_lazy("Median time to close"),
}
"""Key of an indicator -> its name."""

FIGURE_LABELS = {
    "reported": pgettext_lazy("figure", "reported, less duplicates"),
    "registered": pgettext_lazy("figure", "registered"),
    "due": pgettext_lazy("figure", "due"),
    "closed": pgettext_lazy("figure", "closed of those due"),
    "due_running": pgettext_lazy("figure", "due, less suspended"),
    "on_time": pgettext_lazy("figure", "closed on time"),
    "handed_in": pgettext_lazy("figure", "handed in"),
    "submissions": pgettext_lazy("figure", "times handed in"),
    "sent_back": pgettext_lazy("figure", "sent back"),
    "reworks": pgettext_lazy("figure", "times sent back"),
    "judged": pgettext_lazy("figure", "closures old enough"),
    "came_back": pgettext_lazy("figure", "come back"),
    "finished": pgettext_lazy("figure", "closed"),
}
"""Name of a figure -> its words in a formula, and in the line under the title of the list behind it."""


def whole_label(figure: str, rules: IndicatorRules) -> str:
    """A denominator's words; what is due may or may not leave out what is suspended."""
    if figure == "due_running" and not rules.leave_out_suspended:
        return str(FIGURE_LABELS["due"])
    if figure == "judged":
        return _("closures %(days)s days old") % {"days": rules.recurs_within_days}
    return str(FIGURE_LABELS[figure])


def meaning(figure: str, rules: IndicatorRules) -> str:
    """What exactly a figure counts, by these rules."""
    days = {"days": rules.recurs_within_days}
    match figure:
        case "reported":
            return _("Reported in the period, without duplicates. What waits for the office's decision counts too.")
        case "registered":
            return _("Of these, all that were registered, whatever became of them later.")
        case "due":
            return f"{_due(rules)} {_NOT_MOVED}"
        case "closed":
            return _("Of these, closed by now, in time or late. A task that was reopened is not closed.")
        case "due_running":
            words = _running_words(rules)
            return f"{_due(rules)} {words} {_NOT_MOVED}"
        case "on_time":
            return _on_time_words(rules)
        case "submissions":
            return _("How often the tasks were handed in for a recheck whose last handing-in lies in the period.")
        case "reworks":
            return _("How often the same tasks were sent back for rework, by now.")
        case "judged":
            return _("Closed, and the %(days)s days in which it might have come back ended in the period.") % days
        case "came_back":
            return (
                _(
                    "Of these, all at whose point and item a problem was found again within %(days)s days of the closing. "
                    "A finding counts for the latest closing before it. Findings that were not registered, cancelled or duplicates are "
                    "none; a reopening is none either."
                )
                % days
            )
    return _(
        "Office hours of working days from registration (or from the report, where it was never registered) to the closing, of "
        "tasks closed in the period. Half took longer, half less."
    )


def _due(rules: IndicatorRules) -> str:
    if rules.leave_out_transferred:
        return _(
            "The deadline lies in the period and has passed. Never due: cancelled, not registered, duplicate, and what an "
            "authority outside the town has to do."
        )
    return _("The deadline lies in the period and has passed. Never due: cancelled, not registered, duplicate.")


_NOT_MOVED = gettext_lazy(
    "An extension, a pause or a reopening moves the deadline: the task is due where its deadline lies now."
)


def _running_words(rules: IndicatorRules) -> str:
    if rules.leave_out_suspended:
        return _("What is suspended at the moment is left out.")
    return _("What is suspended counts.")


def _on_time_words(rules: IndicatorRules) -> str:
    if rules.on_time_by == OnTimeBy.CLOSED:
        return _("Of these, closed no later than the deadline.")
    return _("Of these, closed, and handed in for the last time no later than the deadline.")


def period_words(period: Period) -> str:
    """'2026年1月1日至11月23日'."""
    first, last = period.first_day, period.last_day
    end = cn_day(last) if last.year == first.year else cn_date(last)
    return _("%(first)s to %(last)s") % {"first": cn_date(first), "last": end}


def part_words(period: Period, before: Period) -> str:
    """Says that a part is set against a part; '' for a period that is over."""
    if not period.is_part:
        return ""
    return _(
        "The period is not over: %(this)s, beside the same part of the year before, %(last)s. "
        "The whole of last year's period is never set against a part."
    ) % {"this": period_words(period), "last": period_words(before)}


def small_words(rules: IndicatorRules) -> str:
    least = rules.least_for_percent
    return ngettext(
        "Over fewer than %(n)s task a rate is shown as its two numbers, without a percentage.",
        "Over fewer than %(n)s tasks a rate is shown as its two numbers, without a percentage.",
        least,
    ) % {"n": least}


def version_words(rules: IndicatorRules) -> str:
    """Which version counts, in a sentence."""
    if rules.pk is None:
        return _("The definitions are those of the start; nobody has changed them for this period.")
    return _("The definitions in force since %(day)s count.") % {"day": cn_date(rules.starts_on)}


def before_words(before_rules: IndicatorRules | None, before: Period) -> str:
    """Where last year's own report went by another version: that both years are worked out alike here."""
    if before_rules is None:
        return ""
    return _(
        "In %(year)s other definitions were in force. Here both years are worked out by this period's, so that they can be "
        "compared; the report of that year keeps its own."
    ) % {"year": before.first_day.year}


def figure_words(given: Mapping) -> str:
    """Under the title of the list: which figure of the report its rows are; '' for an ordinary list. given: the cleaned filter."""
    figure, since, until = (given.get(name) for name in ("figure", "since", "until"))
    if not (figure and since and until):
        return ""
    period = Period(timezone.localtime(since), timezone.localtime(until), timezone.localtime(until))
    words = [FIGURE_LABELS[figure], period_words(period)]
    words += [
        _("none") if value == "null" else str(value) for name in ("answers", "kind") if (value := given.get(name))
    ]
    return _("Only: %(figure)s.") % {"figure": " · ".join(str(word) for word in words)}
