"""What of the works and places goes over when a unit ends: the points, the facilities, the projects still to be done, the routes."""

from django.utils.translation import gettext_lazy as _

from core.trail import record_many
from core.units.followers import Follower, Handed, follow, told
from facilities.models import CleaningRoute, Facility, Point, PointResponsibility, Project
from facilities.project_stages import OPEN_STAGES, ProjectStage


def _points(day):
    """Those out of use too: they may be taken into use again."""
    return Point.objects.all()


def _called(point: Point) -> str:
    return f"{point.code} {point.name}"


def _facilities(day):
    """Removed ones too: they may be brought back."""
    return Facility._base_manager.all()


def _projects(day):
    """Stopped ones too: they may go on."""
    return Project._base_manager.filter(stage__in=(*OPEN_STAGES, ProjectStage.STOPPED))


def _answers(rows: list[PointResponsibility], handed: Handed) -> int:
    """A unit answers for a point once: where the heir does already, its own part stands."""
    known = set(
        PointResponsibility.objects.filter(point__in=[row.point_id for row in rows]).values_list("point", "unit")
    )
    entries = []
    for row in rows:
        heir = handed.heir_of(row.point_id)
        if (row.point_id, heir.pk) in known:
            row.delete()
        else:
            row.unit = heir
            row.save(update_fields=["unit"])
        entries.append(told(row.point, handed, {"responsible": heir}))
    record_many(entries)
    return len(rows)


def _routes(rows: list[CleaningRoute], handed: Handed) -> int:
    """Of two routes with one name the one that comes is called after its old team."""
    taken = set(CleaningRoute.objects.filter(team=handed.heir).values_list("name", flat=True))
    for row in rows:
        row.team = handed.heir
        longest = CleaningRoute._meta.get_field("name").max_length
        row.name = row.name if row.name not in taken else f"{row.name}（{handed.old.name}）"[-longest:]
        row.save(update_fields=["team", "name"])
    record_many(told(row, handed, {"team": handed.heir}) for row in rows)
    return len(rows)


follow(
    Follower("points", _("points in it"), _points, "unit", point=lambda row: row.pk, deal=_called),
    Follower(
        "points_in_charge", _("points it is in charge of"), _points, "in_charge", point=lambda row: row.pk, deal=_called
    ),
    Follower(
        "points_answered_for",
        _("points it answers for"),
        lambda day: PointResponsibility.objects.select_related("point"),
        carry=_answers,
    ),
    Follower("facilities", _("facilities in it"), _facilities, "unit", point=lambda row: row.point_id),
    Follower("facilities_kept", _("facilities it keeps"), _facilities, "kept_by", point=lambda row: row.point_id),
    Follower("projects", _("projects in it, to be done"), _projects, "unit"),
    Follower("projects_carried_out", _("projects it carries out"), _projects, "carried_out_by"),
    Follower("routes", _("cleaning routes"), lambda day: CleaningRoute.objects.all(), "team", carry=_routes),
)
