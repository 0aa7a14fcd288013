"""What is ready and what is missing before the first round."""

import pytest
from django.urls import reverse

from campaign.models import CampaignYear
from core.models import Role
from core.readiness import CHECKS, Moment, readiness
from facilities.models import PointKind
from inspections.models import RoundState
from rectification.models import ProblemKind
from tests.factories import (
    ItemFactory,
    PointFactory,
    PostFactory,
    RoundFactory,
    UnitFactory,
    UserFactory,
    make_person,
)
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db
OFFICE = frozenset({Role.OFFICE})
ADMIN = frozenset({Role.ADMIN})


@pytest.fixture
def moment(town, now):
    return Moment(town.home, now.date(), now)


def found(name: str, moment: Moment):
    return CHECKS[name].find(moment)


def test_an_empty_town_is_told_the_steps_in_the_order_of_the_first_day(moment):
    names = [row.check.name for row in readiness(OFFICE, moment).needed]
    assert names == ["units", "people", "point_kinds", "points", "standards", "limits", "year", "rounds"]


def test_the_next_step_is_the_first_that_is_missing(moment, office):
    ready = readiness(OFFICE, moment)
    assert ready.next.check.name == "people" and ready.done == 1
    assert "检查员" in ready.next.found.words


def test_people_are_ready_when_every_role_of_the_loop_is_held(moment, office, leader, inspector, unit):
    assert found("people", moment).done
    inspector.is_active = False
    inspector.save()
    assert not found("people", moment).done


def test_a_post_that_has_ended_counts_no_more(moment, office, leader, unit, now):
    PostFactory(user=UserFactory(), role=Role.INSPECTOR, ends_on=now.date().replace(day=1))
    assert not found("people", moment).done


def test_a_round_is_ready_once_it_is_open(moment):
    round = RoundFactory(state=RoundState.DRAFT, territory=moment.town)
    assert not found("rounds", moment).done
    round.state = RoundState.OPEN
    round.save()
    assert found("rounds", moment).done


def test_a_year_without_targets_is_missing_something(moment):
    assert not found("year", moment).done
    year = CampaignYear.objects.create(year=2026)
    assert not found("year", moment).done
    year.targets = "市级检查进入前两名"
    year.save()
    assert found("year", moment).done


def test_all_is_ready_where_everything_is_there(moment, office, leader, inspector, unit):
    PointFactory(unit=UnitFactory())
    ItemFactory()
    ProblemKind.objects.create(name="保洁")
    CampaignYear.objects.create(year=2026, targets="进入前两名")
    RoundFactory(state=RoundState.OPEN, territory=moment.town)
    ready = readiness(OFFICE, moment)
    assert ready.next is None and ready.done == len(ready.needed)


def test_backup_and_second_step_are_the_administrators(moment):
    names = {row.check.name for row in readiness(OFFICE, moment).useful}
    assert not names & {"backup", "second_step"}
    assert {"backup", "second_step"} <= {row.check.name for row in readiness(ADMIN, moment).useful}


def test_people_without_a_password_are_counted_for_the_administrator(moment, inspector):
    assert found("passwords", moment).done
    inspector.set_unusable_password()
    inspector.save()
    missing = found("passwords", moment)
    assert not missing.done and "1人" in missing.words
    assert "passwords" in {row.check.name for row in readiness(ADMIN, moment).needed}
    assert "passwords" not in {row.check.name for row in readiness(OFFICE, moment).needed}


def test_points_without_a_unit_and_units_without_a_person_are_named(moment, town, unit):
    assert not found("in_charge", moment).done
    PointFactory(name="老街", in_charge=None)
    PointFactory(in_charge=town.other_village)
    assert "老街" in found("in_charge", moment).words
    assert town.other_village.name in found("contacts", moment).words
    make_person("焦建军", Role.UNIT, town.other_village)
    assert found("contacts", moment).done


def test_steps_that_words_would_help_with_offer_them(moment, client_for, frozen_now):
    page = client_for("office").get(reverse("ready")).content.decode()
    assert page.count(reverse("usual_words")) == 3
    PointKind.objects.create(name="主干道")
    assert client_for("office").get(reverse("ready")).content.decode().count(reverse("usual_words")) == 2


def test_dictionaries_name_those_that_are_empty(moment):
    PointKind.objects.create(name="主干道")
    words = found("dictionaries", moment).words
    assert "点位类别" not in words and "计量单位" in words


def test_the_page_links_to_each_and_marks_what_is_done(client_for, town, frozen_now):
    page = client_for("admin").get(reverse("ready")).content.decode()
    assert reverse("inspections:points") in page and reverse("inspections:point_import") in page
    assert "缺少" in page and "已就绪" in page


def test_the_pages_cost_does_not_grow_with_what_is_there(client_for, office, town, frozen_now):
    def make_one():
        make_person("刘志强", Role.INSPECTOR, UnitFactory())
        PointFactory()
        ItemFactory()
        RoundFactory(territory=town.home)

    assert_same_query_count(client_for("office"), reverse("ready"), make_one, n2=6)
