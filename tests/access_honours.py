"""Who may open what: honours, activities, volunteer teams. See tests/access_matrix.py."""

from datetime import date

from campaign.models import (
    Activity,
    ActivityKind,
    ActivitySeries,
    Honour,
    HonourKind,
    HonourState,
    Objection,
    VolunteerTeam,
)
from tests import factories
from tests.access_route import Route, route
from tests.access_scene import Scene


def honour_kind(scene: Scene) -> dict:
    return {"pk": HonourKind.objects.get_or_create(name="好婆婆")[0].pk}


def honour_of(scene: Scene, state: str = HonourState.NOMINATED) -> Honour:
    """Nominated by 马桥村."""
    fields = {"reason": "邻里和睦", "nominated_at": factories.NOW, "unit": scene.town.village, "town": scene.town.home}
    if state != HonourState.NOMINATED:
        fields |= {"publicised_on": date(2026, 11, 20), "objections_until": date(2026, 11, 27)}
    kind = HonourKind.objects.get(**honour_kind(scene))
    return Honour.objects.get_or_create(kind=kind, year=2026, name=f"张桂英{state}", state=state, defaults=fields)[0]


def honour(scene: Scene) -> dict:
    return {"pk": honour_of(scene).pk}


def on_show(scene: Scene) -> dict:
    return {"pk": honour_of(scene, HonourState.PUBLICISED).pk}


def objection(scene: Scene) -> dict:
    """Entered by nobody who is here."""
    fields = {"honour": honour_of(scene, HonourState.PUBLICISED), "raised_on": date(2026, 11, 21)}
    return {"pk": Objection.objects.get_or_create(text="占道堆放", defaults=fields)[0].pk}


def activity_kind(scene: Scene) -> dict:
    return {"pk": ActivityKind.objects.get_or_create(name="志愿服务")[0].pk}


def activity(scene: Scene) -> dict:
    fields = {"kind_id": activity_kind(scene)["pk"], "held_on": date(2026, 11, 1)}
    return {"pk": Activity.objects.get_or_create(town=scene.town.home, title="环境保洁", defaults=fields)[0].pk}


def series(scene: Scene) -> dict:
    fields = {"kind_id": activity_kind(scene)["pk"], "every_months": 3, "starts_on": date(2026, 1, 1)}
    return {"pk": ActivitySeries.objects.get_or_create(town=scene.town.home, name="普法", defaults=fields)[0].pk}


def team(scene: Scene) -> dict:
    fields = {"unit": scene.town.village}
    return {"pk": VolunteerTeam.objects.get_or_create(town=scene.town.home, name="服务队", defaults=fields)[0].pk}


OFFICE_FORM = "in 200 403 403 403 403 403"
OFFICE_POST = "in 302 403 403 403 403 403"

HONOURS: list[Route] = [
    #             anonymous office leader inspector unit other_unit admin
    route("campaign:honours", get="in 200"),
    route("campaign:honour_totals", get="in 200"),
    route("campaign:honour_batch", post="in 302 403 403 403 403 403"),
    route("campaign:honour_roster", get="in 200"),
    route("campaign:honour_certificates", get="in 200"),
    route("campaign:honour_new", both="in 200 403 403 200 200 403"),
    route("campaign:honour", honour, get="in 200 200 404 200 404 200"),
    route("campaign:honour_edit", honour, both="in 200 403 404 200 404 403"),
    route("campaign:honour_remove", honour, get="in 200 403 404 200 404 403", post="in 302 403 404 302 404 403"),
    route("campaign:objection_new", on_show, post="in 422 403 403 403 403 403"),
    route("campaign:objection_decide", objection, post="in 422 404 404 404 404 404"),
    route(
        "campaign:honour_step",
        lambda scene: honour(scene) | {"verb": "publicise"},
        post="in 302 403 404 403 404 403",
    ),
    # ---- activities: everybody who works in the town reads them, the office keeps them ----
    route("campaign:activities", get="in 200"),
    route("campaign:activity_new", both=OFFICE_FORM),
    route("campaign:activity", activity, get="in 200"),
    route("campaign:activity_edit", activity, both=OFFICE_FORM),
    route("campaign:activity_remove", activity, get=OFFICE_FORM, post=OFFICE_POST),
    route("campaign:series_list", get="in 200"),
    route("campaign:series_new", both=OFFICE_FORM),
    route("campaign:series", series, get="in 200"),
    route("campaign:series_edit", series, both=OFFICE_FORM),
    route("campaign:series_remove", series, get=OFFICE_FORM, post=OFFICE_POST),
    route("campaign:teams", get="in 200"),
    route("campaign:team_new", both=OFFICE_FORM),
    route("campaign:team", team, get="in 200"),
    route("campaign:team_edit", team, both=OFFICE_FORM),
    route("campaign:team_remove", team, get=OFFICE_FORM, post=OFFICE_POST),
]
