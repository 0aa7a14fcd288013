"""Who may open what: facilities, their clearance, the cleaning teams. See tests/access_matrix.py."""

from core.models import UnitKind
from facilities.models import CleaningRoute, Facility, FacilityKind, Upkeep
from tests import factories
from tests.access_route import Route, route
from tests.access_scene import Scene


def facility(scene: Scene) -> dict:
    """A garbage house in 马桥村."""
    kind = FacilityKind.objects.get_or_create(name="垃圾房", defaults={"is_cleared": True})[0]
    fields = {"kind": kind, "town": scene.town.home, "unit": scene.town.village, "name": "垃圾房"}
    return {"pk": Facility.objects.get_or_create(code="L1", defaults=fields)[0].pk}


def team(scene: Scene) -> dict:
    return {"pk": factories.UnitFactory(kind=UnitKind.CLEANING_TEAM, parent=scene.town.home).pk}


def cleaning_route(scene: Scene) -> dict:
    unit = factories.UnitFactory(kind=UnitKind.CLEANING_TEAM, parent=scene.town.home)
    return {"pk": CleaningRoute.objects.create(town=scene.town.home, team=unit, name="集镇线").pk}


def upkeep(scene: Scene) -> dict:
    """The roof of the garbage house was mended."""
    now = {"on": "2026-11-20", "work": "修补屋顶", "defaults": {"entered_at": "2026-11-20T09:00:00+08:00"}}
    return {"pk": Upkeep.objects.get_or_create(facility_id=facility(scene)["pk"], **now)[0].pk}


FACILITIES: list[Route] = [
    #             anonymous office leader inspector unit other_unit admin
    route("facilities:facilities", get="in 200"),
    route("facilities:facility_map", get="in 200"),
    route("facilities:facility_totals", get="in 200"),
    route("facilities:upkeep", get="in 200"),
    route("facilities:upkeep_remove", upkeep, get="in 200 403 403 403 404 403", post="in 302 403 403 403 404 403"),
    route("facilities:facility_new", both="in 200 403 403 403 403 403"),
    route("facilities:facility", facility, get="in 200 200 200 200 404 200"),
    route("facilities:facility_edit", facility, both="in 200 403 403 403 404 403"),
    route("facilities:facility_remove", facility, get="in 200 403 403 403 404 403", post="in 302 403 403 403 404 403"),
    route("facilities:upkeep_new", facility, both="in 200 403 403 200 404 403"),
    route("facilities:clearance", get="in 302"),
    route("facilities:clearance_month", get="in 200"),
    route("facilities:clearance_totals", get="in 200"),
    route(
        "facilities:clearance_day",
        lambda scene: {"day": "2026-11-20"},
        get="in 200",
        post="in 302 403 403 302 302 403",
    ),
    route("facilities:teams", get="in 200"),
    route("facilities:team", team, get="in 200"),
    route("facilities:routes", get="in 200"),
    route("facilities:route_new", both="in 200 403 403 403 403 403"),
    route("facilities:route_edit", cleaning_route, both="in 200 403 403 403 403 403"),
    route(
        "facilities:route_remove",
        cleaning_route,
        get="in 200 403 403 403 403 403",
        post="in 302 403 403 403 403 403",
    ),
]
