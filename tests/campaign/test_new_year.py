"""A new year is opened in one act: what is copied, what stays, what is carried over, and that nothing doubles."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from campaign.models import Activity, ActivityKind, ActivitySeries, CampaignYear
from campaign.models.years import year_to_open
from campaign.services.year_reminder import remind_of_new_year
from campaign.services.years import close_year, open_year
from core.errors import DomainError, NotAllowed
from core.models import Notice, Post, TrailEntry
from core.opening_year import BOOK, Opening, Part, Way, preview
from core.units.changes import merge
from inspections.models import Assignment, Level, Round, RoundState
from tests.factories import AssignmentFactory, PointFactory, RoundFactory, StandardFactory, TaskFactory
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db

LAST_EVENING = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)
"""23:59 on 31 December in Shanghai."""
NEW_YEARS_MORNING = datetime(2026, 12, 31, 16, 1, tzinfo=UTC)
"""00:01 on 1 January in Shanghai, while the day in Greenwich is still the old one."""
NOVEMBER = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture
def year(town):
    return CampaignYear.objects.create(
        year=2026, slogan="检查前后一个样", targets="进入前两名", opened_at=datetime(2026, 1, 1, tzinfo=UTC)
    )


@pytest.fixture
def planned(town, year, inspector):
    """A self-check that was held, at one point, by a version that was followed by another."""
    first = StandardFactory(name="考核细则", version=1, frozen_at=NOVEMBER)
    round = RoundFactory(
        number=3, standard=first, state=RoundState.PUBLISHED, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 10),
        weight=7, announced=True,
    )  # fmt: skip
    AssignmentFactory(round=round, inspector=inspector, point=PointFactory(unit=town.village))
    return round


def open_it(by, now=NEW_YEARS_MORNING, year=2027, close_old=False):
    return open_year(year=year, slogan="全民参与", targets="进入第一名", close_old=close_old, by=by, now=now)


def opening(town, by) -> Opening:
    return Opening(2027, 2026, town.home, by, date(2027, 1, 1))


def test_a_round_is_copied_as_a_draft_a_year_later(office, planned):
    open_it(office)
    new = Round.objects.get(year=2027)
    assert (new.level, new.series, new.number, new.weight, new.announced) == (Level.SELF_CHECK, "", 3, 7, True)
    assert (new.state, new.starts_on, new.ends_on) == (RoundState.DRAFT, date(2027, 3, 1), date(2027, 3, 10))
    assert new.name == "2027年第3次自查" and new.published_at is None
    assert TrailEntry.objects.about(new).get().verb == "create"


def test_the_round_of_a_unit_that_has_ended_is_its_heirs(office, town, planned):
    Round.objects.update(territory=town.village)
    merge(
        units=[town.village, town.other_village], into=town.other_village, day=date(2026, 11, 1), reason="并村", by=office,
        now=NOVEMBER,
    )  # fmt: skip
    lines = [line for _way, parts in preview(opening(town, office)) for part, found in parts for line in found.lines]
    assert any(town.other_village.name in line.note for line in lines)
    open_it(office)
    assert Round.objects.get(year=2027).territory == town.other_village


def test_the_version_that_was_used_last_is_taken_and_never_an_unused_one(office, planned):
    used = StandardFactory(name="考核细则", version=2, frozen_at=NOVEMBER)
    StandardFactory(name="考核细则", version=3)
    open_it(office)
    assert Round.objects.get(year=2027).standard == used


def test_inspectors_are_proposed_where_point_and_post_are_still_in_service(office, town, planned, inspector):
    gone = PointFactory(unit=town.village, is_active=False)
    AssignmentFactory(round=planned, point=gone, inspector=inspector)
    AssignmentFactory(round=planned, point=PointFactory(unit=town.village))  # by somebody without a post
    open_it(office)
    proposed = Assignment.objects.get(round__year=2027)
    assert proposed.inspector == inspector and proposed.point.is_active


def test_nobody_is_proposed_for_the_own_unit(office, town, planned, inspector):
    Post.objects.create(user=inspector, role="unit", unit=town.village, starts_on=date(2026, 6, 1))
    open_it(office)
    assert not Assignment.objects.filter(round__year=2027).exists()


def test_what_the_city_gave_is_not_copied(office, year, town):
    RoundFactory(level=Level.CITY, standard=None, state=RoundState.PUBLISHED)
    RoundFactory(level=Level.CITY, number=None, standard=None, state=RoundState.PUBLISHED)
    RoundFactory()  # a standard, and nobody was named: a form that was imported
    open_it(office)
    assert not Round.objects.filter(year=2027).exists()


def test_a_round_that_the_new_year_has_already_stays_as_it_is(office, planned):
    own = RoundFactory(year=2027, number=3, name="自己排的")
    open_it(office)
    assert Round.objects.get(year=2027) == own


def test_a_leap_day_becomes_the_last_of_february(office, town, inspector):
    CampaignYear.objects.create(year=2024, opened_at=NOVEMBER)
    round = RoundFactory(year=2024, starts_on=date(2024, 2, 29), ends_on=date(2024, 2, 29))
    AssignmentFactory(round=round, inspector=inspector)
    open_it(office, now=datetime(2025, 1, 1, 1, tzinfo=UTC), year=2025)
    assert Round.objects.get(year=2025).starts_on == date(2025, 2, 28)


def series(town, **others) -> ActivitySeries:
    kind, _made = ActivityKind.objects.get_or_create(name="法制讲座")
    values = {"town": town.home, "name": "法制讲座", "kind": kind, "every_months": 3, "starts_on": date(2025, 1, 1)}
    return ActivitySeries.objects.create(**values | others)


def held(one: ActivitySeries, day: date, **others) -> Activity:
    values = {"town": one.town, "title": one.name, "kind": one.kind, "series": one, "held_on": day, "is_held": True}
    return Activity.objects.create(**values | others)


def test_each_term_of_the_year_gets_an_activity_as_far_into_it_as_last_time(office, year, town):
    lectures = series(town)
    held(lectures, date(2026, 10, 20))
    open_it(office)
    days = Activity.objects.filter(series=lectures, is_held=False).order_by("held_on").values_list("held_on", flat=True)
    assert list(days) == [date(2027, 1, 20), date(2027, 4, 20), date(2027, 7, 20), date(2027, 10, 20)]


def test_a_term_of_three_years_is_planned_in_the_year_in_which_it_ends(office, year, town):
    meet = series(town, name="运动会", every_months=36, starts_on=date(2025, 1, 1))
    later = series(town, name="村歌赛", every_months=36, starts_on=date(2026, 1, 1))
    open_it(office)
    assert Activity.objects.get(series=meet).held_on == date(2027, 12, 31)
    assert not Activity.objects.filter(series=later).exists()


def test_a_term_in_which_something_is_held_or_planned_gets_no_second_one(office, year, town):
    yearly = series(town, every_months=12, starts_on=date(2026, 7, 1))
    held(yearly, date(2027, 6, 1), is_held=False)
    open_it(office)
    assert Activity.objects.filter(series=yearly, held_on__year=2027).count() == 1


def test_a_series_that_has_ended_is_planned_no_more(office, year, town):
    series(town, ends_on=date(2026, 12, 31))
    open_it(office)
    assert not Activity.objects.exists()


def test_open_tasks_are_carried_over_untouched(office, year, town, client_for, frozen_now):
    task = TaskFactory(finding__town=town.home)
    before = TrailEntry.objects.about(task).count()
    counts = {part.name: found.count for way, pairs in preview(opening(town, office)) for part, found in pairs}
    assert counts["tasks"] == 1
    open_it(office)
    task.refresh_from_db()
    assert task.is_open and TrailEntry.objects.about(task).count() == before
    assert task.number in client_for("office").get(reverse("rectification:list")).content.decode()


def test_a_second_opening_is_refused_and_changes_nothing(office, planned):
    open_it(office)
    with pytest.raises(DomainError, match="2027"):
        open_it(office)
    assert Round.objects.filter(year=2027).count() == 1


def test_what_fails_in_the_middle_leaves_nothing(office, planned, monkeypatch):
    def fail(opening, now):
        raise RuntimeError

    monkeypatch.setattr(BOOK, "parts", [*BOOK.parts, Part("last", "last", Way.COPIED, lambda one: None, fail)])
    with pytest.raises(RuntimeError):
        open_it(office, close_old=True)
    assert not Round.objects.filter(year=2027).exists()
    assert not CampaignYear.objects.filter(year=2027).exists()
    assert not CampaignYear.objects.get(year=2026).is_closed


def test_a_year_that_was_entered_ahead_is_opened_and_keeps_one_row(office, planned):
    CampaignYear.objects.create(year=2027, slogan="提前写的")
    open_it(office)
    assert CampaignYear.objects.get(year=2027).opened_at == NEW_YEARS_MORNING


@pytest.mark.parametrize(
    ("today", "opened", "expected"),
    [
        (date(2026, 10, 31), [2026], None),
        (date(2026, 11, 1), [2026], 2027),
        (date(2026, 12, 31), [2026], 2027),
        (date(2027, 1, 1), [2026], 2027),
        (date(2027, 1, 1), [2026, 2027], None),
        (date(2027, 11, 1), [2026], 2027),
        (date(2026, 5, 1), [], 2026),
    ],
)
def test_the_next_year_may_be_opened_from_november_and_a_forgotten_one_at_any_time(today, opened, expected):
    assert year_to_open(opened, today) == expected


def test_a_year_that_lies_too_far_ahead_is_refused(office, year):
    with pytest.raises(DomainError):
        open_it(office, now=NOVEMBER, year=2028)


def test_before_midnight_in_shanghai_the_old_year_is_not_closed_with_it(office, planned):
    with pytest.raises(DomainError):
        open_it(office, now=LAST_EVENING, close_old=True)
    opened = open_it(office, now=LAST_EVENING)
    assert not opened.closed and Round.objects.filter(year=2027).exists()


def test_after_midnight_in_shanghai_the_old_year_closes_in_the_same_act(office, planned):
    assert open_it(office, now=NEW_YEARS_MORNING, close_old=True).closed
    assert CampaignYear.objects.get(year=2026).closed_on == date(2027, 1, 1)


@pytest.mark.parametrize("role", ["leader", "inspector", "unit"])
def test_only_office_and_administrator_open_a_year(role, year, request):
    with pytest.raises(NotAllowed):
        open_it(request.getfixturevalue(role))


def test_the_office_is_reminded_once_of_a_year_that_has_begun(office, leader, year):
    assert remind_of_new_year(now=LAST_EVENING) == 0
    assert remind_of_new_year(now=NEW_YEARS_MORNING) == 1
    assert remind_of_new_year(now=NEW_YEARS_MORNING) == 0
    assert Notice.objects.get().user == office


def test_nobody_is_reminded_once_it_is_open(office, year):
    open_it(office)
    assert remind_of_new_year(now=NEW_YEARS_MORNING) == 0


# ---- the pages ----


@pytest.fixture
def new_years_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NEW_YEARS_MORNING)
    return timezone.now()


def test_the_page_names_what_will_happen_and_then_does_it(client_for, office, planned, new_years_day):
    client, url = client_for("office"), reverse("campaign:new_year")
    page = client.get(url)
    text = page.content.decode()
    assert "2027年第3次自查" in text and "进入前两名" in text and page.context["year"] == 2027
    sent = client.post(url, {"year": 2027, "slogan": "", "targets": "进入第一名", "close_old": "on"}, follow=True)
    assert sent.redirect_chain == [(reverse("campaign:years"), 302)]
    assert "检查轮次（草稿，检查员为拟派）：— → 1" in sent.content.decode()  # the trail, in the user's words
    assert CampaignYear.objects.get(year=2026).is_closed and Round.objects.filter(year=2027).count() == 1


def test_a_second_press_says_that_it_was_done(client_for, office, planned, new_years_day):
    client, url = client_for("office"), reverse("campaign:new_year")
    client.post(url, {"year": 2027, "targets": "一"})
    again = client.post(url, {"year": 2027, "targets": "二"}, follow=True)
    assert "没有重复" in again.content.decode()
    assert CampaignYear.objects.get(year=2027).targets == "一"


def test_when_there_is_nothing_to_open_the_page_says_from_when(client_for, office, year, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 5, 1, tzinfo=UTC))
    assert "11月" in client_for("office").get(reverse("campaign:new_year")).content.decode()


def test_the_pages_cost_does_not_grow_with_the_rounds(client_for, office, town, year, inspector, frozen_now):
    standard = StandardFactory(frozen_at=NOVEMBER)

    def make_one():
        point = PointFactory(unit=town.village)
        AssignmentFactory(round=RoundFactory(standard=standard), inspector=inspector, point=point)
        series(town, name=point.name)
        TaskFactory(finding__town=town.home)

    assert_same_query_count(client_for("office"), reverse("campaign:new_year"), make_one, n2=6)


def test_the_new_years_pages_answer_before_anything_happened_in_it(client_for, office, planned, new_years_day):
    open_it(office)
    close_year(year=2026, by=office, now=NEW_YEARS_MORNING)
    client = client_for("office")
    rounds = reverse("inspections:rounds")
    for path in ("/", "/rankings/?year=2027", "/compare/?year=2027", f"{rounds}?year=2027", "/years/", "/projects/"):
        assert client.get(path).status_code == 200, path
