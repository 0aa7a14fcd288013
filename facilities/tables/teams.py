"""The routes of cleaning teams as they go out to Excel and come back, known by team and name; and the teams as a file."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.files_in.cells import several
from core.form_fields import MOST_SMALL
from core.models import Unit, UnitKind, User
from core.table_in.columns import Column, Named, Whole, Wrong, YesNo
from core.table_in.service import TableIn
from core.trail import record
from facilities.models import CleaningRoute, Point

POINTS = Named("point", "沿线点位编号", rows=lambda town: Point.objects.filter(town=town), name="code")


class PointsColumn(Column):
    """The codes of the points on a route in one cell; a blank one leaves them as they are."""

    def value(self, text, cell, known):
        points, codes = known.named(POINTS), several(cell)
        if unknown := [code for code in codes if code not in points]:
            raise Wrong(_("There is no point %(codes)s.") % {"codes": "、".join(unknown)})
        return [points[code] for code in codes]

    def write(self, record):
        return self.text(record.points.all() if record.pk else ())

    def text(self, value: Iterable[Point]) -> str:
        return "、".join(sorted(point.code for point in value))


ON_IT = PointsColumn("points_named", POINTS.heading, longest=4000, is_stored=False)


def lay_points(route: CleaningRoute, by: User | None, now: datetime) -> None:
    """Puts the points that the row names onto the route."""
    wanted = getattr(route, ON_IT.field, None)
    before = ON_IT.write(route)
    if wanted and before != ON_IT.text(wanted):
        route.points.set(wanted)
        record(subject=route, by=by, verb="edit", at=now, changes={"points": [before, ON_IT.text(wanted)]})


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
    carry_out=lay_points,
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
