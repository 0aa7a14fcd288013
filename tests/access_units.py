"""Who may open what: units and ranking groups, for those who keep them. See tests/access_matrix.py."""

from core.models import RankingGroup
from tests.access_route import Route, route

KEPT = "in 200 403 403 403 403 200"


def _unit(scene):
    return {"pk": scene.town.village.pk}


def _group(scene):
    return {"pk": RankingGroup.objects.get_or_create(name="大村")[0].pk}


UNITS: list[Route] = [
    route("units", get=KEPT),
    route("unit", _unit, get=KEPT),
    route("unit_new", both=KEPT),
    route("unit_edit", _unit, both=KEPT),
    route("unit_change", lambda scene: _unit(scene) | {"act": "merge"}, both=KEPT),
    route("unit_groups", get=KEPT),
    route("unit_group_new", both=KEPT),
    route("unit_group", _group, both=KEPT),
    route("unit_group_rename", _group, both=KEPT),
]
