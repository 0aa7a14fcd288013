"""What every test may ask for: the moment, the town and the same few people."""

import os
import unittest
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import hypothesis
import pytest
from django.test import Client, override_settings

from core.models import Role, Unit, UnitKind, User
from tests.factories import NOW, UnitFactory, home_unit, make_person, plant_town

# Laws are not stopwatches: a busy machine breaks none. Where CI is set they try the same data every time.
hypothesis.settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("house")

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}
LAWS = Path(__file__).parent / "laws"


def pytest_collection_modifyitems(config, items):
    """script/test runs two lanes, one on each database, and says in LANE which this one is. Without it every test runs."""
    if lane := os.environ.get("LANE"):
        thoroughly = bool(os.environ.get("THOROUGH"))
        here = [runs_in(int(lane), item, thoroughly) for item in items]
        config.hook.pytest_deselected(items=[item for item, runs in zip(items, here, strict=True) if not runs])
        items[:] = [item for item, runs in zip(items, here, strict=True) if runs]


def runs_in(lane: int, item: pytest.Item, thoroughly: bool) -> bool:
    """What asks for no database runs once: in the first lane, the long ones (which kill servers of their own) in the second. Of the rest
    each file is one lane's in a quick run; a thorough one runs everything on both databases, and so does a quick one with the laws
    and with what commits."""
    if not asks_for_database(item):
        return lane == (2 if item.get_closest_marker("long") else 1)
    return thoroughly or LAWS in item.path.parents or commits(item) or crc32(item.path.name.encode()) % 2 == lane - 1


def asks_for_database(item: pytest.Item) -> bool:
    """By its marker or its fixtures; a state machine of hypothesis may do so unsaid."""
    is_machine = isinstance(item, pytest.Function) and item.cls is not None and issubclass(item.cls, unittest.TestCase)
    asks = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or asks or is_machine)


def commits(item: pytest.Item) -> bool:
    """Several at once, locks, workers: where the databases differ most."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ())


ROLES = ("anonymous", "office", "leader", "inspector", "unit", "other_unit", "admin")


@dataclass(frozen=True)
class Town:
    """The home town with its city, two villages and a department, and the town beside it."""

    city: Unit
    home: Unit
    village: Unit
    other_village: Unit
    department: Unit
    peer: Unit


@pytest.fixture(scope="session", autouse=True)
def photos_go_to_a_folder_of_their_own(tmp_path_factory):
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("photos")):
        yield


@pytest.fixture
def now():
    """The moment that is passed to services: Monday, 23 November 2026, 9:00 in Shanghai."""
    return NOW


@pytest.fixture
def frozen_now(monkeypatch, now):
    """The same moment for the edges that read the clock (views, commands)."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    return now


@pytest.fixture
def town(db) -> Town:
    if not Unit.objects.exists():
        return Town(*plant_town())
    home = home_unit()  # a factory made it before
    city = Unit.objects.get_parent(home)
    return Town(
        city=city,
        home=home,
        village=UnitFactory(name="马桥村", parent=home),
        other_village=UnitFactory(name="焦山村", parent=home),
        department=UnitFactory(name="城管中队", kind=UnitKind.DEPARTMENT, parent=home),
        peer=UnitFactory(name="柳林街道", kind=UnitKind.SUBDISTRICT, parent=city),
    )


@pytest.fixture
def office(town) -> User:
    return make_person("李敏", Role.OFFICE, town.home, username="limin")


@pytest.fixture
def leader(town) -> User:
    return make_person("周立新", Role.LEADER, town.home, username="zhoulixin")


@pytest.fixture
def inspector(town) -> User:
    return make_person("刘志强", Role.INSPECTOR, town.home, username="liuzhiqiang")


@pytest.fixture
def unit(town) -> User:
    """Works for 马桥村."""
    return make_person("王建国", Role.UNIT, town.village, username="wangjianguo")


@pytest.fixture
def other_unit(town) -> User:
    """Works for 焦山村: a stranger to what belongs to 马桥村."""
    return make_person("陈桂兰", Role.UNIT, town.other_village, username="chenguilan")


@pytest.fixture
def admin(town) -> User:
    return make_person("系统管理员", Role.ADMIN, town.home, username="xitong")


@pytest.fixture
def client_for(request):
    """client_for("office") is a browser in which 李敏 is signed in; "anonymous" is one in which nobody is."""

    def signed_in(role: str) -> Client:
        client = Client(headers={"accept-language": "zh-hans"})
        if role != "anonymous":
            client.force_login(request.getfixturevalue(role), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
