"""Who may open what: drives and plans. Everybody in the town sees them; 马桥村 answers for the zone."""

from campaign.models import CampaignYear
from tests.access_route import Route, route
from tests.campaign.drive_scenes import make_drive, make_line, make_plan, make_zone


def _kept(scene, name: str, make):
    """The scene's own record, made when a route first asks for it."""
    if name not in scene.__dict__:
        scene.__dict__[name] = make()
    return scene.__dict__[name]


def drive(scene) -> dict:
    return {"pk": _kept(scene, "drive", lambda: make_drive(town=scene.town.home)).pk}


def zone(scene) -> dict:
    pk = drive(scene)["pk"]
    made = _kept(scene, "zone", lambda: make_zone(scene.drive, unit=scene.town.village))
    return {"pk": pk, "zone_pk": made.pk}


def campaign_year(scene) -> dict:
    return {"pk": CampaignYear.objects.get_or_create(year=2026)[0].pk}


def plan(scene) -> dict:
    return {"pk": _kept(scene, "plan", lambda: make_line(make_plan(town=scene.town.home)).plan).pk}


DRIVES: list[Route] = [
    #             anonymous office leader inspector unit other_unit admin
    route("campaign:drives", get="in 200"),
    route("campaign:drive_zone_list", get="in 200"),
    route("campaign:drive_result_list", get="in 200"),
    route("campaign:drive_new", both="in 200 403 403 403 403 403"),
    route("campaign:drive", drive, get="in 200"),
    route("campaign:drive_edit", drive, both="in 200 403 403 403 403 403"),
    route("campaign:drive_remove", drive, get="in 200 403 403 403 403 403", post="in 302 403 403 403 403 403"),
    route("campaign:drive_results", drive, both="in 200 403 403 403 403 403"),
    route("campaign:drive_zone", zone, both="in 200 403 403 200 403 403"),
    route("campaign:drive_look", drive, both="in 200 403 200 403 403 403"),
    route("campaign:drive_sheet", drive, get="in 200"),
    route("campaign:drive_close", drive, both="in 200 403 403 403 403 403"),
    route("campaign:drive_reopen", drive, both="in 200 403 403 403 403 403"),
    route("campaign:plans", get="in 200"),
    route("campaign:plan_totals", get="in 200"),
    route("campaign:years", get="in 200"),
    route("campaign:year_new", both="in 200 403 403 403 403 403"),
    route("campaign:year_edit", campaign_year, get="in 200 403 403 403 403 403", post="in 302 403 403 403 403 403"),
    route("campaign:year_close", campaign_year, both="in 200 403 403 403 403 200"),
    route("campaign:year_reopen", campaign_year, both="in 200 403 403 403 403 200"),
    route("campaign:new_year", get="in 200 403 403 403 403 200", post="in 302 403 403 403 403 302"),
    route("campaign:plan_new", both="in 200 403 403 403 403 403"),
    route("campaign:plan", plan, get="in 200"),
    route("campaign:plan_edit", plan, both="in 200 403 403 403 403 403"),
    route("campaign:plan_remove", plan, get="in 200 403 403 403 403 403", post="in 302 403 403 403 403 403"),
    route("campaign:plan_step", lambda s: plan(s) | {"verb": "draw_up"}, both="in 200 403 403 403 403 403"),
]
