"""Honours and activities for tests: say only what the test is about."""

from datetime import date, timedelta
from itertools import count

from campaign.honour_states import HonourState
from campaign.models import Activity, ActivityKind, ActivitySeries, Honour, HonourKind, VolunteerTeam
from campaign.services.honours import nominate, take_step
from core.models import Unit
from tests.factories import NOW

STARS = ["庭院美", "居室净", "厨厕洁", "绿化好", "家风正"]
AFTER_TERM = NOW + timedelta(days=8)
"""The day after the usual seven days to object."""

_numbers = count(1)


def a_kind(name: str = "好婆婆", **fields) -> HonourKind:
    return HonourKind.objects.get_or_create(name=name, defaults=fields)[0]


def a_nomination(town, by, *, unit: Unit | None = None, kind: HonourKind | None = None, **fields) -> Honour:
    """Nominated now, for 马桥村 unless another unit is given."""
    fields = {"name": f"张桂英{next(_numbers)}", "year": 2026, "reason": "孝老爱亲，邻里和睦"} | fields
    honour = Honour(town=town.home, unit=unit or town.village, kind=kind or a_kind(), **fields)
    return nominate(honour=honour, by=by, now=NOW)


def an_honour(town, office, state: str = HonourState.NOMINATED, **fields) -> Honour:
    """In this state, reached step by step."""
    honour = a_nomination(town, office, **fields)
    for verb, moment in PATHS[state]:
        honour = take_step(honour=honour, verb=verb, by=office, now=moment, reason="见会议纪要")
    return honour


_SHOWN = (("publicise", NOW),)
_AWARDED = (*_SHOWN, ("award", AFTER_TERM))
PATHS = {
    HonourState.NOMINATED: (),
    HonourState.PUBLICISED: _SHOWN,
    HonourState.AWARDED: _AWARDED,
    HonourState.DECLINED: (("decline", NOW),),
    HonourState.REVOKED: (*_AWARDED, ("revoke", AFTER_TERM)),
}


def an_activity_kind(name: str = "志愿服务") -> ActivityKind:
    return ActivityKind.objects.get_or_create(name=name)[0]


def an_activity(town, held_on: date, **fields) -> Activity:
    """Held that day."""
    teams = fields.pop("teams", ())
    fields = {"title": f"环境保洁{next(_numbers)}", "kind": an_activity_kind(), "is_held": True} | fields
    made = Activity.objects.create(town=town.home, held_on=held_on, **fields)
    made.teams.set(teams)
    return made


def a_series(town, **fields) -> ActivitySeries:
    """Law lessons, each quarter from January."""
    fields = {"name": "法治进校园", "every_months": 3, "starts_on": date(2026, 1, 1)} | fields
    return ActivitySeries.objects.create(town=town.home, kind=an_activity_kind("普法教育"), **fields)


def a_team(town, name: str = "马桥村巾帼志愿者服务队", **fields) -> VolunteerTeam:
    return VolunteerTeam.objects.create(town=town.home, name=name, unit=town.village, **fields)
