"""The demo's facilities say what the report says, from records."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from config.demo.dates import Dates
from config.demo.facilities import make_facilities
from config.demo.people import make_people
from config.demo.points import make_point_kinds, make_points
from config.demo.town import HOME, make_units
from core.models import User
from facilities.clearing import Claim, telling_month
from facilities.models import CleaningRoute, Facility, Upkeep
from facilities.selectors.clearance import month_total
from facilities.selectors.facilities import totals_of, village_shares

pytestmark = pytest.mark.django_db

MOMENTS = [datetime(2026, 11, 23, 9, 40), datetime(2026, 6, 8, 9, 40), datetime(2027, 3, 1, 9, 40)]


@pytest.fixture(params=MOMENTS, ids=lambda moment: f"{moment:%Y-%m-%d}")
def dates(request) -> Dates:
    dates = Dates(timezone.make_aware(request.param))
    units = make_units()
    people = make_people(units, dates.now)
    points = make_points(units[HOME], units, make_point_kinds())
    make_facilities(SimpleNamespace(units=units, town=units[HOME], people=people, points=points, dates=dates))
    return dates


def test_the_facts_stand_in_the_inventory(dates, client):
    client.force_login(User.objects.get(username="office"), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/facilities/", headers={"accept-language": "zh-hans"}).content.decode()
    for fact in ("1200平方米", "70多个", "300多只", "30多座", "1座", "枫河留守儿童之家", "街道文化站"):
        assert fact in page, fact
    sums = b"".join(client.get("/facilities/totals/?format=csv").streaming_content).decode()
    assert "30多座" in sums


def test_garbage_houses_are_thirty_and_more(dates):
    assert {total.name: total.words for total in totals_of(Facility.objects.all())}["垃圾房"] == "30多座"


def test_clearance_is_basically_the_same_day_and_never_achieved(dates):
    today = dates.today
    total = month_total(Facility.objects.cleared(), telling_month(today), today)
    assert total.claim(90) == Claim.BASIC
    assert total.gaps or total.late


def test_greenery_is_trimmed_again_and_again(dates):
    assert Upkeep.objects.filter(work="绿化修剪").count() >= 8
    assert not Upkeep.objects.filter(on__gt=dates.today).exists()


def test_three_of_four_villages_have_a_square_in_use(dates):
    office = User.objects.get(username="office")
    [share] = village_shares(Facility.objects.visible_to(office), Facility.objects.first().town, dates.today)
    assert (share.having, share.villages, share.without) == (3, 4, ("焦山村",))


def test_every_team_has_routes_with_points_and_a_line(dates):
    assert CleaningRoute.objects.values("team").distinct().count() == 3
    assert all(route.line and route.points.count() == 5 for route in CleaningRoute.objects.all())
