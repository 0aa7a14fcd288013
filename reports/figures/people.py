"""Honours, volunteers, activities: what residents took part in."""

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaign.models import PUBLIC_STATES, Activity, ActivitySeries, Honour, HonourKind, HonourState, VolunteerTeam
from campaign.recurrence import how_often
from campaign.selectors.honours import kinds_words
from core.quantities import Exactness
from reports.figure import Facts, Figure, Row
from reports.figures.scope import Scope, counted, named, to


def people(scope: Scope) -> Facts:
    return Facts(_honours(scope) | _teams(scope) | _held(scope), _series(scope))


def _honours(scope: Scope) -> dict:
    shown = Honour.objects.present().filter(town=scope.town, year=scope.year, state__in=PUBLIC_STATES)
    shown = shown.filter(publicised_on__lte=scope.today)
    kinds = HonourKind.objects.filter(pk__in=shown.order_by().values("kind")).values_list("pk", "name")
    awarded = shown.filter(state=HonourState.AWARDED, awarded_on__range=(scope.first, scope.today)).count()
    href = to("campaign:honours", year=scope.year)
    names = named("honour", _("kind of honour"), kinds, lambda pk: to("campaign:honours", year=scope.year, kind=pk))
    return {
        "honour_kinds": names,
        "honour_kinds_n": Figure("honours:kinds", _("kinds of honour"), kinds_words(len(names)) if names else "", href),
        "honours_awarded": Figure(
            "honours:awarded", _("honours awarded"), counted(awarded, pgettext("counting honours", "households and persons")),
            to("campaign:honours", year=scope.year, state=HonourState.AWARDED),
        ),
    }  # fmt: skip


def _teams(scope: Scope) -> dict:
    rows = VolunteerTeam.objects.present().filter(town=scope.town).exclude(founded_on__gt=scope.today)
    teams = named("team", _("volunteer team"), rows.values_list("pk", "name"), lambda pk: to("campaign:team", pk))
    n = Figure("teams:n", _("volunteer teams"), counted(len(teams), _("teams counted")), to("campaign:teams"))
    return {"teams": teams, "teams_n": n}


def held(scope: Scope):
    """The activities that were held in the period."""
    rows = Activity.objects.present().filter(town=scope.town, is_held=True)
    return rows.filter(held_on__range=(scope.first, scope.today)).order_by()


def _held(scope: Scope) -> dict:
    rows = held(scope).values_list("kind__order", "kind", "kind__name")
    rows = list(rows.annotate(Count("pk"), Sum("people"), Count("people")))
    label, kinds = _("activities held"), []
    for _order, kind, name, n, *_people in sorted(rows, key=lambda row: row[:3]):
        words = pgettext("activities of a kind", "%(n)s of %(kind)s") % {"n": n, "kind": name}
        kinds.append(Figure(f"activities:{kind}", label, words, to("campaign:activities", year=scope.year, kind=kind)))
    total, taking_part = sum(row[3] for row in rows), sum(row[4] or 0 for row in rows)
    exactness = (
        Exactness.EXACT if sum(row[5] for row in rows) == total else Exactness.MORE
    )  # of some nobody counted them
    href = to("campaign:activities", year=scope.year)
    return {
        "activities_n": Figure("activities:n", label, counted(total, _("times held")), href),
        "activity_kinds": kinds,
        "activities_people": Figure(
            "activities:people", _("people who took part"), counted(taking_part, _("attendances"), exactness), href
        ),
    }


def _series(scope: Scope) -> dict[str, list[Row]]:
    """Recurring activities: law lessons, sports meets, and what else recurs; each with how often."""
    rows: dict[str, list[Row]] = {"law_series": [], "sports_series": [], "other_series": []}
    series = ActivitySeries.objects.present().filter(town=scope.town, starts_on__lte=scope.last)
    series = series.exclude(ends_on__lt=scope.first).select_related("kind", "unit")
    times = dict(held(scope).exclude(series=None).values_list("series").annotate(Count("pk")))
    for one in series:
        theme = next((theme for theme in ("law", "sports") if one.kind.name in scope.theme(theme)), "other")
        rows[f"{theme}_series"].append(_series_row(one, times.get(one.pk, 0)))
    return rows


def _series_row(one: ActivitySeries, times: int) -> Row:
    key, href = f"series:{one.pk}", one.get_absolute_url()
    told = {
        "name": (_("recurring activity"), one.name),
        "often": (_("how often"), how_often(one.every_months)),
        "by": (_("who holds it"), one.unit.name if one.unit else ""),
        "times": (_("times held"), counted(times, _("times held"))),
    }
    return {name: Figure(f"{key}:{name}", f"{one} {label}", words, href) for name, (label, words) in told.items()}
