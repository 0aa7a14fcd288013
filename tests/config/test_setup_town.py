"""The first run of an empty database."""

import pytest
from django.core.management import CommandError, call_command

from campaign.models import CampaignYear
from core.models import Role, Unit, UnitKind, User
from tests.factories import make_person

OPTIONS = {"city": "楚江市", "town": "枫河街道", "username": "zhang", "password": "a-long-pass-phrase", "year": 2026}


def test_it_makes_town_administrator_and_year(db):
    call_command("setup_town", **OPTIONS)
    home = Unit.objects.home()
    assert (home.name, home.kind, Unit.objects.get_parent(home).name) == ("枫河街道", UnitKind.SUBDISTRICT, "楚江市")
    admin = User.objects.get(username="zhang")
    assert admin.check_password("a-long-pass-phrase") and admin.is_superuser and not admin.is_demo
    assert admin.access.covers(home.path, Role.ADMIN)
    assert list(CampaignYear.objects.values_list("year", flat=True)) == [2026]


def test_a_town_is_not_a_subdistrict(db):
    call_command("setup_town", **OPTIONS | {"town": "青石镇"})
    assert Unit.objects.home().kind == UnitKind.TOWN


def test_a_database_that_is_set_up_is_left_alone(db):
    make_person("李敏", Role.OFFICE)
    with pytest.raises(CommandError):
        call_command("setup_town", **OPTIONS)
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"password": "12345678"}, {"password": ""}, {"username": "not/a/name"}, {"town": " "}, {"year": 26}]
)
def test_wrong_answers_leave_nothing_behind(db, wrong):
    with pytest.raises(CommandError):
        call_command("setup_town", **OPTIONS | wrong)
    assert not User.objects.exists() and not Unit.objects.exists()
