"""What comes next: the next year's aims, what is intended, the rules that will count; of a month, the month after it."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from campaign.models import Activity, CampaignYear
from facilities.models import ProgressReport
from inspections.models import RewardRule, Round
from reports.figure import Facts, Figure, Row
from reports.figures.scope import Scope, named, to


def outlook(scope: Scope) -> Facts:
    coming = CampaignYear.objects.filter(year=scope.year + 1).first()
    years, label = to("campaign:years"), _("aims of the next year")
    return Facts(
        {
            "next_year": Figure("next:year", _("next year"), str(scope.year + 1), years),
            "next_slogan": Figure("next:slogan", _("slogan of the next year"), coming.slogan if coming else "", years),
            "next_targets": Figure("next:targets", label, coming.targets.rstrip("。；") if coming else "", years),
            "intentions": _intended(scope, date(scope.year + 1, 1, 1), date(scope.year + 1, 12, 31)),
            "standards": _standards(scope),
            "reward_rule": _reward_rule(scope),
        }
    )


def _intended(scope: Scope, first: date, last: date) -> list[Figure]:
    rows = Activity.objects.present().filter(town=scope.town, is_held=False, held_on__range=(first, last))
    rows = rows.order_by("held_on", "pk").values_list("pk", "title")
    return named("activity", _("activity"), rows, lambda pk: to("campaign:activity", pk))


def _standards(scope: Scope) -> list[Figure]:
    """The standards by which the year's own rounds were scored, each once."""
    rounds = Round.objects.filter(territory=scope.town, year=scope.year, standard__isnull=False).order_by(
        "starts_on", "pk"
    )
    latest = {name: pk for pk, name in rounds.values_list("standard", "standard__name")}
    rows = [(pk, name) for name, pk in latest.items()]
    return named("standard", _("standard"), rows, lambda pk: to("inspections:standard", pk))


def _reward_rule(scope: Scope) -> list[Figure]:
    rule = RewardRule.objects.filter(town=scope.town, counts_from__lte=scope.today).order_by("-counts_from").first()
    return [Figure("reward_rule", _("rule of rewards"), rule.basis, to("inspections:reward_rules"))] if rule else []


def coming_month(scope: Scope) -> Facts:
    """Activities of the month after."""
    first = scope.last + timedelta(days=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return Facts({"month_intentions": _intended(scope, first, last)}, {"month_progress": _progress(scope)})


def _progress(scope: Scope) -> list[Row]:
    """What was reported of each project for the month."""
    reports = ProgressReport.objects.filter(month=scope.first, project__town=scope.town, project__removed_at=None)
    return [_progress_row(one) for one in reports.select_related("project").order_by("project__kind__order", "project")]


def _progress_row(report: ProgressReport) -> Row:
    key, href = f"project:{report.project_id}", report.project.get_absolute_url()
    return {
        "name": Figure(f"{key}:name", _("project"), report.project.name, href),
        "percent": Figure(f"{key}:percent", _("done so far"), f"{report.percent}%", href),
        "note": Figure(f"{key}:note", _("note"), report.note.rstrip("。"), href),
    }
