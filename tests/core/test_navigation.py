"""Where people are led, made from one table."""

from types import SimpleNamespace

import pytest

from core import navigation
from core.navigation import Count, Entry, Group

OFFICE, UNIT = frozenset({"office"}), frozenset({"unit"})


@pytest.fixture(autouse=True)
def a_table_of_our_own(monkeypatch):
    """Three places that exist, one that no app serves."""
    groups = (
        Group("成绩", (Entry("overview", "总览", "grid"), Entry("nowhere", "无", "x"))),
        Group("工作", (Entry("work", "工作", "flag"), Entry("work:mine", "我的", "person", UNIT))),
        Group("空", (Entry("nowhere", "无", "x"),)),
    )
    paths = {"overview": "/", "work": "/jobs/", "work:mine": "/jobs/mine/", "account": "/accounts/me/"}
    monkeypatch.setattr(navigation, "GROUPS", groups)
    monkeypatch.setattr(navigation, "path_of", paths.get)
    monkeypatch.setattr(navigation, "BOTTOM", {"unit": ("work:mine", "nowhere", "overview")})
    monkeypatch.setattr(navigation, "FIRST_PAGES", {"office": "nowhere", "unit": "work:mine", "leader": "overview"})
    navigation.offered.cache_clear()
    yield
    navigation.offered.cache_clear()


def names(roles):
    return [entry.url for group in navigation.offered(roles) for entry in group.entries]


def test_only_places_that_exist_and_suit_the_roles_are_offered():
    assert names(OFFICE) == ["overview", "work"]
    assert names(UNIT) == ["overview", "work", "work:mine"]
    assert names(frozenset()) == []


def test_a_group_without_places_is_left_out():
    assert [group.title for group in navigation.offered(OFFICE)] == ["成绩", "工作"]


def test_the_bottom_bar_has_what_exists_in_its_order():
    assert [entry.url for entry in navigation.bottom(UNIT)] == ["work:mine", "overview"]
    assert navigation.bottom(OFFICE) == ()


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/", "overview"),
        ("/jobs/", "work"),
        ("/jobs/5/", "work"),
        ("/jobs/mine/", "work:mine"),
        ("/jobs/mine/7/", "work:mine"),
        ("/jobshop/", ""),
        ("/else/", ""),
    ],
)
def test_the_longest_path_that_fits_is_marked(path, marked):
    assert navigation.current(path, UNIT) == marked


def test_a_place_that_is_not_offered_is_not_marked():
    assert navigation.current("/jobs/mine/", OFFICE) == "work"


def test_the_first_page_follows_from_the_role_and_must_exist():
    assert navigation.first_page(UNIT) == "/jobs/mine/"
    assert navigation.first_page(frozenset({"leader"})) == "/"
    assert navigation.first_page(OFFICE | UNIT) == "/jobs/mine/"


def test_who_holds_no_post_lands_on_the_account():
    assert navigation.first_page(frozenset()) == "/accounts/me/"


def test_a_counter_may_give_a_number_or_open_and_overdue(monkeypatch):
    counters = {"work": lambda user: 3, "overview": lambda user: Count(41, 6), "work:mine": lambda user: 1}
    monkeypatch.setattr(navigation, "counters", counters)
    user = SimpleNamespace(pk=1, access=SimpleNamespace(roles=OFFICE, posts=()))
    assert dict(navigation.counts_for(user)) == {"work": Count(3, 0), "overview": Count(41, 6)}
