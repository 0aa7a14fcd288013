"""A town with its records, and people of another town, who are to get at none of them."""

import pytest

from core.models import Role, Unit, UnitKind
from tests.access_scene import Scene
from tests.conftest import ROLES
from tests.factories import UnitFactory, UserFactory, make_person


@pytest.fixture
def scene(town, request):
    """The records that the addresses of the access matrix name. They belong to 马桥村 of the home town."""
    return Scene(town, {role: request.getfixturevalue(role) for role in ROLES[1:]})


@pytest.fixture
def foreign_village(town) -> Unit:
    """A village of the town beside."""
    return UnitFactory(name="柳林一村", kind=UnitKind.VILLAGE, parent=town.peer)


@pytest.fixture
def strangers(town, foreign_village) -> dict:
    """Who holds a post, but in the town beside, and who holds none."""
    return {
        "office": make_person("外街道办", Role.OFFICE, town.peer),
        "leader": make_person("外街道领导", Role.LEADER, town.peer),
        "inspector": make_person("外街道检查员", Role.INSPECTOR, town.peer),
        "unit": make_person("外村", Role.UNIT, foreign_village),
        "no post": UserFactory(display_name="无岗位"),
    }
