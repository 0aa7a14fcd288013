"""Activities, recurring ones and volunteer teams as tables that go out to Excel and come back."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from campaign.models import Activity, ActivityKind, ActivitySeries, VolunteerTeam
from campaign.models.activities import MOST_PEOPLE
from campaign.models.years import in_closed_years
from core.errors import DomainError
from core.models import Unit
from core.table_in.columns import Column, Day, Named, Number, Whole, YesNo
from core.table_in.registry import register
from core.table_in.service import TableIn
from core.table_in.several import Several


def _kinds(town):
    return ActivityKind.objects.all()


def _units(town):
    return Unit.objects.below(town).living_first()


def _series(town):
    return ActivitySeries.objects.present().filter(town=town)


TEAMS_OF_IT = Several(
    "teams_named",
    "志愿服务队",
    of=Named("team", "志愿服务队", rows=lambda town: VolunteerTeam.objects.present().filter(town=town)),
    relation="teams",
)


def _check(activity: Activity) -> None:
    """As on the form. Whether the year of new ones is closed is looked at together."""
    if activity.pk:
        activity.clean()
    else:
        activity.check_hours()


def _check_on(activity: Activity, today: date) -> None:
    if activity.is_held and activity.held_on > today:
        raise DomainError({"is_held": _("This day lies ahead: it was not held yet.")})


def _check_series(series: ActivitySeries) -> None:
    if series.ends_on and series.starts_on and series.ends_on < series.starts_on:
        raise DomainError({"ends_on": _("It cannot end before it begins.")})


ACTIVITIES = register(
    TableIn(
        code="activities",
        label=_("Activities"),
        model=Activity,
        columns=(
            Day("held_on", "日期", needed=True),
            Column("title", "活动名称", needed=True),
            Named("kind", "类别", needed=True, rows=_kinds, make=True),
            YesNo("is_held", "已开展"),
            Day("ends_on", "结束日期"),
            Column("place", "地点"),
            Named("unit", "承办单位", rows=_units),
            Named("series", "定期活动", rows=_series),
            Whole("people", "参加人数", high=MOST_PEOPLE),
            Number("hours", "人均时长", high=9999, places=1),
            Column("text", "活动内容"),
            TEAMS_OF_IT,
        ),
        key=("held_on", "title"),
        stored=lambda town: (
            Activity.objects.present()
            .filter(town=town)
            .select_related("kind", "unit", "series")
            .prefetch_related("teams")
        ),
        new=lambda town: Activity(town=town),
        list_url="campaign:activities",
        check=_check,
        check_on=_check_on,
        check_together=lambda rows: in_closed_years(rows, "held_on"),
        carry_out=TEAMS_OF_IT.lay,
    )
)

SERIES = register(
    TableIn(
        code="activity_series",
        label=_("Recurring activities"),
        model=ActivitySeries,
        columns=(
            Column("name", "名称", needed=True),
            Named("kind", "类别", needed=True, rows=_kinds, make=True),
            Whole("every_months", "间隔月数", needed=True, low=1, high=240),
            Day("starts_on", "起算日期", needed=True),
            Day("ends_on", "截止日期"),
            Named("unit", "承办单位", rows=_units),
        ),
        key=("name",),
        stored=lambda town: _series(town).select_related("kind", "unit"),
        new=lambda town: ActivitySeries(town=town),
        list_url="campaign:series_list",
        check=_check_series,
    )
)

TEAMS = register(
    TableIn(
        code="volunteer_teams",
        label=_("Volunteer teams"),
        model=VolunteerTeam,
        columns=(
            Column("name", "名称", needed=True),
            Named("unit", "所属单位", needed=True, rows=_units),
            Column("makeup", "组成"),
            Column("leader", "负责人"),
            Whole("members", "人数", high=32_000),
            Day("founded_on", "成立日期"),
        ),
        key=("name",),
        stored=lambda town: VolunteerTeam.objects.present().filter(town=town).select_related("unit"),
        new=lambda town: VolunteerTeam(town=town),
        list_url="campaign:teams",
    )
)
