"""The indicators of the loop, by unit, kind of problem or source, with the same part of the year before beside them.

The number of queries doesn't depend on the number of tasks or rows.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Aggregate, Count, Sum, TextField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kept import kept
from core.models import Unit
from rectification.indicators import ON_TIME, Rate, Tally, total
from rectification.models import IndicatorRules, ProblemKind, RectificationTask, Source
from rectification.models.figures import COUNTED, FIGURES, Cohort
from rectification.periods import Period, year_before, year_so_far
from rectification.selectors.settled import with_settled
from rectification.withheld import withheld_from

ROW_KEYS = {"unit": "responsible_unit", "kind": "kind", "source": "source"}
"""What a row of the report is: the field by which tasks are put together."""


DEFINING = ("on_time_by", "leave_out_suspended", "leave_out_transferred", "recurs_within_days")
"""The definitions that decide what is counted."""


@dataclass(frozen=True)
class Line:
    """One row: a unit, a kind of problem or a source; key None: tasks without one. this and last: both periods."""

    key: int | str | None
    name: str
    this: Tally
    last: Tally


@dataclass(frozen=True)
class Report:
    """before_rules: the version by which last year's own report was worked out, where it is another one."""

    by: str
    period: Period
    before: Period
    rules: IndicatorRules
    before_rules: IndicatorRules | None
    lines: list[Line] = field(default_factory=list)

    @property
    def total(self) -> Line:
        """All tasks in the reader's scope."""
        return Line(
            None, _("All"), total([line.this for line in self.lines]), total([line.last for line in self.lines])
        )


def rules_on(day: date) -> IndicatorRules:
    """The version that counts for periods that begin on this day; the domain rules' own before the first."""
    return pick_rules(versions(), day)


def versions() -> list[IndicatorRules]:
    """All versions, the latest first; one query."""
    return list(IndicatorRules.objects.select_related("made_by"))


def pick_rules(latest_first: list[IndicatorRules], day: date) -> IndicatorRules:
    return next((rules for rules in latest_first if rules.starts_on <= day), None) or IndicatorRules()


def report(user, by: str, period: Period) -> Report:
    """by: a key of ROW_KEYS. Both periods are worked out by this period's rules, so that they can be compared."""
    before, known = year_before(period), versions()
    rules, before_rules = pick_rules(known, period.first_day), pick_rules(known, before.first_day)
    this, last = (kept_tallies(user, by, part, rules, period.end) for part in (period, before))
    names = row_names(by, {*this, *last} - {None})
    lines = [Line(key, names[key], this.get(key, Tally()), last.get(key, Tally())) for key in names]
    if None in this or None in last:
        lines.append(Line(None, str(NAMELESS[by]), this.get(None, Tally()), last.get(None, Tally())))
    return Report(by, period, before, rules, None if before_rules.pk == rules.pk else before_rules, lines)


NAMELESS = {
    "unit": gettext_lazy("Without a responsible unit"),
    "kind": gettext_lazy("Without a kind"),
    "source": gettext_lazy("Without a source"),
}


def row_names(by: str, keys: set) -> dict:
    """Key -> name of those that have tasks in either period, in the order of the page; at most one query."""
    if by == "source":
        return {value: str(label) for value, label in Source.choices if value in keys}
    model, order = (Unit, "path") if by == "unit" else (ProblemKind, "order")
    return dict(model.objects.filter(pk__in=keys).order_by(order, "pk").values_list("pk", "name"))


def kept_tallies(user, by: str, period: Period, rules: IndicatorRules, as_of: datetime) -> dict:
    """The tallies of this minute, worked out once: tens of thousands of tasks are gone through for them, and a meeting looks at the
    same report again and again. Whatever changes in the meantime writes the trail, and so makes them worked out anew.

    as_of: up to when the report goes.
    """
    tasks, of = RectificationTask.objects.reported_on_to(user), (*_what_decides(user, rules), by)

    def work(part: Period) -> dict:
        return tallies(tasks, ROW_KEYS[by], part, rules)

    if withheld_from(user):  # which changes with the rounds
        return kept(("tallies", *of, period), lambda: work(period))
    return kept(("tallies", *of, period), lambda: with_settled(of, period, work, as_of))


def _what_decides(user, rules: IndicatorRules) -> tuple:
    """What the figures of a period depend on beside the tasks: who reads them, and what is counted."""
    return user.pk, user.access.posts, *(getattr(rules, name) for name in DEFINING)


def tallies(tasks, key: str, period: Period, rules: IndicatorRules) -> dict:
    """Row's key -> Tally of these tasks in a period; one query a cohort."""
    found: dict = defaultdict(Tally)
    for cohort in COUNTED:
        for row_key, counts in cohort_counts(tasks, key, cohort, period, rules):
            found[row_key].add(counts)
    for row_key, minutes in closing_times(tasks, key, period, rules):
        found[row_key].minutes = sorted(minutes)  # kept so, that the median of many is soon found
        found[row_key].add({"finished": len(minutes)})
    return dict(found)


def cohort_counts(tasks, key: str, cohort: Cohort, period: Period, rules: IndicatorRules):
    """(row's key, {figure: number}) of one cohort, in one query."""
    sums = {name: Count("pk", filter=part(period, rules)) for name, part in cohort.parts.items()}
    if "handed_in" in sums:
        sums |= {"submissions": Sum("passes"), "reworks": Sum("reworks")}
    rows = tasks.filter(cohort.tasks(period, rules)).order_by().values_list(key).annotate(**sums)
    return [(row_key, dict(zip(sums, numbers, strict=True))) for row_key, *numbers in rows]


def on_time_rates(user, year: int, now: datetime) -> tuple[Period, IndicatorRules, Rate, Rate]:
    """按期结案率 of a year so far and of the same part of the year before, as the report of that year has it; four queries.

    The rates are those of this minute, as the period is (`kept_tallies`)."""
    period = year_so_far(year, now)
    rules, tasks = rules_on(period.first_day), RectificationTask.objects.reported_on_to(user)
    this, last = kept(
        ("on time", *_what_decides(user, rules), period),
        lambda: [on_time_rate(tasks, part, rules) for part in (period, year_before(period))],
    )
    return period, rules, this, last


def on_time_rate(tasks, period: Period, rules: IndicatorRules) -> Rate:
    cohort = FIGURES[ON_TIME.whole]
    part, whole = (Count("pk", filter=cohort.parts[name](period, rules)) for name in (ON_TIME.part, ON_TIME.whole))
    counted = tasks.filter(cohort.tasks(period, rules)).aggregate(part=part, whole=whole)
    return Rate(counted["part"], counted["whole"])


class Joined(Aggregate):
    """Whole numbers of a group as one text, '12,7,30': thousands of rows come as a few."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')", **extra)


def closing_times(tasks, key: str, period: Period, rules: IndicatorRules):
    """(row's key, office minutes of its closures in the period)."""
    rows = (
        tasks.counted_in("finished", period, rules).order_by().values_list(key).annotate(all=Joined("minutes_to_close"))
    )
    return [(row_key, [int(minutes) for minutes in text.split(",")]) for row_key, text in rows]
