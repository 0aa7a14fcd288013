"""The demo's honours and activities stand for the facts of the annual report, in the words in which it shows them."""

from datetime import date

import pytest

from campaign.honour_states import HonourState
from campaign.models import Activity, ActivityKind, ActivitySeries, Honour, HonourKind, Objection, VolunteerTeam
from campaign.selectors.activities import series_rows
from config.demo.activities import LAW_LESSONS, SPORTS_MEET, make_activities
from config.demo.dates import Dates, as_of_moment
from config.demo.honours import make_honours
from config.demo.people import make_people
from config.demo.town import HOME, make_units
from core.models import TrailEntry

NOVEMBER, JUNE = date(2026, 11, 23), date(2027, 6, 15)


class Story:
    """What the loader gives them, without the rest of the demo."""

    def __init__(self, day: date):
        self.dates = Dates(as_of_moment(day))
        self.units = make_units()
        self.town = self.units[HOME]
        self.people = make_people(self.units, self.dates.now)
        make_honours(self)
        make_activities(self)


@pytest.fixture(params=[NOVEMBER, JUNE], ids=["november", "june"])
def story(request, db):
    return Story(request.param)


def test_f26_four_kinds_of_honour_in_the_year_of_the_report(story):
    honours = Honour.objects.filter(year=story.dates.report_year)
    assert honours.values("kind").distinct().count() == 4
    assert {"创建示范户", "十星清洁户", "好婆婆", "好媳妇"} == set(honours.values_list("kind__name", flat=True))
    assert set(Honour.objects.values_list("state", flat=True)) == set(HonourState)
    assert all(len(one.stars) >= 8 for one in Honour.objects.filter(kind__name="十星清洁户"))


def test_one_that_is_on_show_waits_for_the_decision_of_an_objection(story):
    objection = Objection.objects.get()
    assert objection.honour.state == HonourState.PUBLICISED
    assert (
        objection.honour.publicised_on <= objection.raised_on <= story.dates.today <= objection.honour.objections_until
    )
    assert objection.entered_by != story.people["office"], "the demo's office account decides it"


def test_f27_a_sports_meet_every_third_year(story, client):
    [row] = series_rows(ActivitySeries.objects.filter(name=SPORTS_MEET), story.dates.today)
    assert (row.series.every_months, row.missed, row.met) == (36, 0, 1)
    client.force_login(story.people["leader"], backend="django.contrib.auth.backends.ModelBackend")
    html = client.get("/activities/", headers={"accept-language": "zh-hans"}).content.decode()
    assert "每3年1次" in html
    assert "每季度1次" in html


def test_f28_a_team_of_the_office_and_of_each_village(story):
    units = set(VolunteerTeam.objects.values_list("unit__name", flat=True))
    assert units == {HOME, "枫河村", "钱湾村", "马桥村", "焦山村"}
    assert VolunteerTeam.objects.filter(name__endswith="巾帼志愿者服务队").count() == 4


@pytest.mark.parametrize("word", ["保洁", "文明知识", "矛盾调处"])
def test_f29_cleaning_knowledge_and_mediation(story, word):
    held = Activity.objects.filter(title__contains=word, is_held=True, held_on__year=story.dates.report_year)
    assert held.filter(teams__isnull=False).exists()


def test_f33_a_law_lesson_each_quarter_of_the_year_and_one_missed_before(story):
    held = Activity.objects.filter(series__name=LAW_LESSONS, is_held=True)
    assert held.filter(held_on__year=story.dates.report_year).count() == 4
    [row] = series_rows(ActivitySeries.objects.filter(name=LAW_LESSONS), story.dates.today)
    assert (row.often, row.missed) == (row.often, 1)


def test_f42_what_is_intended_for_the_next_year(story):
    intended = Activity.objects.filter(held_on__year=story.dates.report_year + 1, series=None)
    for word in ("动员大会", "表彰大会", "文体活动", "星级文明户、好人评比"):
        assert intended.filter(title__contains=word).exists(), word
    assert {"星级文明户", "好人"} <= set(HonourKind.objects.filter(honours=None).values_list("name", flat=True))


def test_f59_publicity_has_a_kind_of_its_own(story):
    assert ActivityKind.objects.get(name="宣传活动").activities.filter(is_held=True).count() >= 3


def test_nothing_that_lies_ahead_was_held(story):
    assert not Activity.objects.filter(is_held=True, held_on__gt=story.dates.today).exists()
    assert not Activity.objects.filter(is_held=False, held_on__lte=story.dates.today).exists()
    assert not TrailEntry.objects.filter(at__gt=story.dates.now).exists()
