"""No address ends in an error: what can't be understood gives way, and the page says so."""

import pytest
from django.urls import reverse

from tests.dashboards.scenes import make_round

PAGES = ["overview", "rankings", "compare", "rankings_chart", "compare_chart", "course_chart"]
STRANGE = [
    {"year": "abc"},
    {"year": "-1"},
    {"year": "99999999999999999999"},
    {"year": "２０２６"},
    {"year": "1890"},
    {"round": "99"},
    {"round": "0"},
    {"round": "x"},
    {"round": "1.5"},
    {"kind": "x"},
    {"kind": "zone"},
    {"level": "x"},
    {"level": "nation"},
    {"series": "x", "round": "1"},
    {"format": "pdf"},
    {"group": "x"},
    {"group": "77"},
    {"year": "\x00", "round": "<script>", "kind": "'; --"},
]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled"])
def test_strange_parameters_never_end_in_an_error(client_for, town, name, filled):
    if filled:
        make_round(town.city, {town.home: "90", town.peer: "91"})
    client = client_for("leader")
    for query in STRANGE:
        response = client.get(reverse(name), query)
        assert response.status_code == 200, f"{name} {query}"
        assert "<script>'" not in response.content.decode()


@pytest.mark.parametrize(
    ("query", "word"),
    [({"year": "abc"}, "年度"), ({"round": "99"}, "轮次"), ({"kind": "x"}, "单位类别"), ({"level": "x"}, "级别")],
)
def test_the_page_says_what_it_did_not_understand(client_for, town, query, word):
    make_round(town.city, {town.home: "90"})
    for name in ("rankings", "compare"):
        html = client_for("leader").get(reverse(name), query).content.decode()
        assert f"网址中的{word}没有对应的成绩" in html


def test_a_year_that_is_there_needs_no_remark(client_for, town):
    make_round(town.city, {town.home: "90"}, year=2025)
    make_round(town.city, {town.home: "91"})
    html = client_for("leader").get(reverse("rankings"), {"year": 2025, "round": 1}).content.decode()
    assert "没有对应的成绩" not in html
    assert "90.00" in html and "91.00" not in html


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_database_says_what_would_stand_here(client_for, town, name):
    assert client_for("leader").get(reverse(name)).status_code == 200


def test_without_a_home_town_the_pages_still_answer(client, django_user_model, db):
    client.force_login(
        django_user_model.objects.create(username="x", display_name="某人"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    for name in PAGES:
        assert client.get(reverse(name)).status_code == 200


def test_the_filter_offers_what_there_is(client_for, town):
    make_round(town.city, {town.home: "90"}, year=2024)
    make_round(town.city, {town.home: "91"}, number=3)
    form = client_for("leader").get(reverse("rankings")).context["form"]
    assert [value for value, _label in form.fields["year"].choices] == [2026, 2024]
    assert [value for value, _label in form.fields["round"].choices] == ["", 3]
