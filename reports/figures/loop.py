"""The rectification loop, and where it looks different before and after: tasks, rates, what came back, what lost most."""

from django.db.models import Sum
from django.utils.translation import gettext as _

from core.formats import cn_date
from core.formats import points as plain
from inspections.models import Basis, ItemResult, Level, Round, VisitGap
from inspections.scoring import rounded
from rectification.indicators import CAME_BACK, ON_TIME, Indicator, Tally
from rectification.models import IndicatorRules, RectificationTask, Source, SupervisionOrder
from rectification.models.figures import counted as figure_counts
from rectification.periods import Period, month_so_far, year_so_far
from rectification.selectors.indicators import rules_on
from rectification.selectors.report_page import Links, rate_text
from rectification.transitions import State
from reports.figure import Facts, Figure
from reports.figures.scope import Scope, counted, points, to

MOST_ITEMS = 3


def loop(scope: Scope) -> Facts:
    period = month_so_far(scope.year, scope.month, scope.now) if scope.month else year_so_far(scope.year, scope.now)
    rules, tasks = rules_on(period.first_day), RectificationTask.objects.filter(town=scope.town)
    return Facts(
        _counts(period, rules, tasks) | _states(scope, tasks) | _effect(scope) | {"lost_items": lost_items(scope)}
    )


def _counts(period: Period, rules: IndicatorRules, tasks) -> dict:
    """By the indicators' own definitions (the domain rules, section 6), each with the list of its tasks."""
    links = Links("unit", period, period)
    names = ("registered", "due", "closed", "due_running", "on_time", "judged", "came_back")
    found = {name: tasks.filter(figure_counts(name, period, rules)).count() for name in names}
    tally = Tally(found)

    def rate(key: str, label: str, indicator: Indicator) -> Figure:
        said = tally.rate(indicator)
        words = rate_text(said, said.percent(rules.least_for_percent)) if said.whole else ""
        return Figure(f"tasks:{key}", label, words, links.to(indicator.whole))

    unit = _("tasks counted")
    return {
        "tasks_registered": Figure(
            "tasks:registered", _("tasks registered"), counted(found["registered"], unit), links.to("registered")
        ),
        "tasks_closed": Figure("tasks:closed", _("tasks closed"), counted(found["closed"], unit), links.to("closed")),
        "rate_on_time": rate("on_time", _("closed on time"), ON_TIME),
        "rate_came_back": rate("came_back", _("came back after closing"), CAME_BACK),
    }


def _states(scope: Scope, tasks) -> dict:
    """How many stand where on the day of writing; told of the running period alone. Of one that is over nobody counted them on its
    last day: `over` is there then, for a sentence that leaves them as blanks."""
    is_now = scope.is_now
    unit = _("tasks counted")

    def state(key: str, label: str, n: int, **query) -> Figure:
        words = counted(n, unit) if is_now else ""
        return Figure(f"tasks:{key}", label, words, to("rectification:list", **query))

    reported = tasks.filter(source=Source.PUBLIC, reported_at__date__range=(scope.first, scope.today)).count()
    orders = SupervisionOrder.objects.filter(
        task__town=scope.town, signed_at__date__range=(scope.first, scope.today)
    ).count()
    return {
        "tasks_open": state("open", _("tasks not closed yet"), tasks.open().count()),
        "tasks_overdue": state("overdue", _("number of overdue tasks"), tasks.overdue(scope.now).count(), light="red"),
        "tasks_transferred": state(
            "transferred", _("tasks at an authority"), tasks.filter(state=State.TRANSFERRED).count(), state="transferred"
        ),
        "public_reports": Figure(
            "tasks:public", _("reports from residents"), counted(reported, unit),
            to("rectification:list", source="public", state="all"),
        ),
        "over": [] if is_now else [Figure("tasks:over", _("up to"), cn_date(scope.last), to("rectification:list"))],
        "orders": Figure("orders", _("supervision orders"), counted(orders, _("orders counted")), to("rectification:orders")),
    }  # fmt: skip


def _effect(scope: Scope) -> dict:
    """Announced minus unannounced; told where the interval says that there is a difference."""
    gap = VisitGap.objects.filter(year=scope.year, territory=scope.town, unit=None).first()
    if gap is None or not gap.is_certain or gap.gap <= 0:
        return {"visit_gap": []}
    return {
        "visit_gap": [Figure("visit_gap", _("higher when announced"), points(gap.gap), to("lasting", year=scope.year))]
    }


def lost_items(scope: Scope) -> list[Figure]:
    """The items that lost most in the published self-checks that ended in the period: '绿化养护（失38.5分）'. Reads stored sums only."""
    rounds = Round.objects.published().filter(territory=scope.town, level=Level.SELF_CHECK, year=scope.year)
    rounds = list(rounds.filter(ends_on__range=(scope.first, scope.today)))
    rows = ItemResult.objects.filter(round__in=rounds, basis=Basis.TOTAL)
    where = {"year": scope.year, "level": Level.SELF_CHECK.value}
    if scope.month and len(rounds) == 1:
        where |= {"series": rounds[0].series, "round": rounds[0].number}
    sums = rows.order_by().values_list("item__code", "item__name").annotate(Sum("maximum"), Sum("awarded"))
    lost = sorted(((most - won, name, code) for code, name, most, won in sums), reverse=True)
    worst = [one for one in lost if one[0] > 0][:MOST_ITEMS]
    said = _("%(item)s (%(lost)s points)")
    return [
        Figure(
            f"item:{code}", _("points lost"), said % {"item": name, "lost": plain(rounded(lost))},
            to("loss_item", code, **where),
        )
        for lost, name, code in worst
    ]  # fmt: skip
