"""Money: what was planned, secured and paid for the year, from which sources, and what the open projects lack."""

from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from facilities.models import FundingEntry, FundingSource, FundingStep, Project
from facilities.selectors.funding import sum_of
from reports.figure import Facts, Figure
from reports.figures.scope import Scope, money, named, to
from reports.figures.works import state_of, stood


def funds(scope: Scope) -> Facts:
    entries = FundingEntry.objects.filter(town=scope.town).exclude(project__in=Project.objects.removed())
    known = entries.filter(on__lte=scope.today) | entries.filter(step=FundingStep.PLANNED, year__lte=scope.year + 1)
    sums = sum_of(known.filter(year=scope.year).distinct())
    paid = known.filter(step=FundingStep.PAID, on__range=(scope.first, scope.today)).aggregate(n=Sum("amount"))["n"]
    gap, lacking = gap_of(scope)
    href = to("facilities:funding", year=scope.year)
    return Facts(
        {
            "sources": _sources(scope, known),
            "money_planned": Figure("money:planned", _("money planned"), money(sums.planned, sums.exactness), href),
            "money_secured": Figure("money:secured", _("money secured"), money(sums.secured), href),
            "money_paid": Figure("money:paid", _("money paid"), money(sums.paid), href),
            "paid_in_period": Figure("money:period", _("money paid in the period"), money(paid), href),
            "money_gap": Figure("money:gap", _("money that is lacking"), money(gap), to("facilities:funding")),
            "gap_projects": lacking,
        }
    )


def _sources(scope: Scope, known) -> list[Figure]:
    used = known.filter(year__range=(scope.year, scope.year + 1)).order_by().values("source")
    rows = FundingSource.objects.filter(pk__in=used).values_list("pk", "name")
    return named("source", _("source of money"), rows, lambda pk: to("facilities:funding_entries", source=pk))


def gap_of(scope: Scope) -> tuple[Decimal, list[Figure]]:
    """What is needed and not secured, over the projects that run; and those that lack something, with how much."""
    projects = Project.objects.present().filter(~Q(need=None), town=scope.town)
    running = [one for one in stood(projects, scope) if state_of(one, scope.first, scope) == "running"]
    secured = FundingEntry.objects.filter(project__in=running, step=FundingStep.SECURED, on__lte=scope.today)
    sums = dict(secured.order_by().values_list("project").annotate(Sum("amount")))
    gaps = {one: max(Decimal(0), one.need - sums.get(one.pk, Decimal(0))) for one in running}
    lacking = [
        Figure(
            f"project:{one.pk}:gap", f"{one} {_('money that is lacking')}",
            _("%(project)s (%(gap)s)") % {"project": one.name, "gap": money(gap)}, one.get_absolute_url(),
        )
        for one, gap in gaps.items()
        if gap
    ]  # fmt: skip
    return sum(gaps.values(), Decimal(0)), lacking
