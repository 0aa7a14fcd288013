"""The routes of cleaning teams as they go out to Excel and come back, known by team and name; and the teams as a file."""

from django.utils.translation import gettext_lazy

from core.form_fields import MOST_SMALL
from core.models import Unit, UnitKind
from core.table_in.columns import Column, Named, Whole, YesNo
from core.table_in.service import TableIn
from core.table_in.several import Several
from facilities.models import CleaningRoute, Point

ON_IT = Several(
    "points_named",
    "沿线点位编号",
    of=Named("point", "沿线点位编号", rows=lambda town: Point.objects.filter(town=town), name="code"),
    relation="points",
)

ROUTES = TableIn(
    code="cleaning_routes",
    label=gettext_lazy("Routes of cleaning teams"),
    model=CleaningRoute,
    columns=(
        Named(
            "team",
            "保洁队伍",
            needed=True,
            rows=lambda town: Unit.objects.below(town).filter(kind=UnitKind.CLEANING_TEAM).living_first(),
        ),
        Column("name", "路线", needed=True),
        Whole("times_a_day", "每日次数", high=MOST_SMALL),
        Whole("workers", "人数", high=MOST_SMALL),
        ON_IT,
        YesNo("is_active", "在用", blank=True),
        Column("note", "备注"),
    ),
    key=("team", "name"),
    stored=lambda town: (
        CleaningRoute.objects.present().filter(town=town).select_related("team").prefetch_related("points")
    ),
    new=lambda town: CleaningRoute(town=town),
    list_url="facilities:routes",
    carry_out=ON_IT.lay,
)

TEAM_COLUMNS = (
    ("保洁队伍", "team.name"),
    ("路线数", "routes"),
    ("沿线点位数", "points"),
    ("人数", "workers"),
    ("最近考核", "result.name"),
    ("得分", "result.score"),
    ("奖惩分", "result.adjustment"),
    ("奖惩", "result.reward"),
)
"""Of selectors.teams.TeamRow. The teams themselves are units and come in with these."""
