"""The report's table as columns of a file: the same rows, the same figures."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.files_out.exports import Column
from rectification.indicator_words import FIGURE_LABELS, LABELS
from rectification.indicators import RATES, Indicator

HEADS = {
    "unit": gettext_lazy("Responsible unit"),
    "kind": gettext_lazy("Kind of problem"),
    "source": gettext_lazy("Source"),
}


def columns(by: str) -> list[Column]:
    """Of rows as rectification.selectors.report_page makes them; a rate of too few tasks has its two numbers alone."""
    found: list[Column] = [(HEADS[by], "name")]
    for at, indicator in enumerate(RATES):
        found += _columns_of(at, indicator)
    hours = LABELS["hours"]
    return [
        *found,
        (_("%(name)s (hours)") % {"name": hours}, "hours.this.hours"),
        (_("%(name)s: tasks") % {"name": hours}, "hours.this.n"),
        (_("%(name)s: year before") % {"name": hours}, "hours.last.hours"),
    ]


def _columns_of(at: int, indicator: Indicator) -> list[Column]:
    name = LABELS[indicator.key]
    part, whole = FIGURE_LABELS[indicator.part], FIGURE_LABELS[indicator.whole]
    before, difference, colon = _("year before"), _("difference (percentage points)"), _(": ")
    return [
        (f"{name}{colon}{part}", lambda row: row.cells[at].this.rate.part),
        (f"{name}{colon}{whole}", lambda row: row.cells[at].this.rate.whole),
        (f"{name} (%)", lambda row: row.cells[at].this.percent),
        (f"{name}{colon}{before} (%)", lambda row: row.cells[at].last.percent),
        (f"{name}{colon}{difference}", lambda row: row.cells[at].change),
    ]
