"""One record chosen among many: a few stand in a list, more are sought; and no page grows with what it doesn't show."""

import pytest
from django.urls import reverse

from core import choosing
from core.models import Role
from facilities.models import CleaningRoute, Facility, FundingEntry
from tests.facilities.scenes import make_facility, make_kind
from tests.facilities.works import make_project, source
from tests.factories import PointFactory, UnitFactory, make_person
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db
ENTRY = {"step": "planned", "year": 2026, "amount": "5", "exactness": "exact", "on": "2026-03-01"}


@pytest.fixture
def many(monkeypatch):
    """More than are listed, of everything."""
    monkeypatch.setattr(choosing, "LISTED", 1)


@pytest.fixture
def roads(town, many):
    return [make_project(name) for name in ("学府路道路", "北街排水", "北街路灯")]


def sent(**values) -> dict:
    key = "0c2b7f6e-0000-4000-8000-000000000001"
    return ENTRY | {"source": source().pk, "key": key} | values


def fits(client, url: str, field: str, words: str = "") -> list[str]:
    return [label for _key, label in client.get(url, {"sought": field, "words": words}).json()["rows"]]


def test_a_few_stand_in_a_list_with_their_numbers(client_for, office, town):
    project = make_project("学府路道路")
    page = client_for("office").get(reverse("facilities:funding_new")).content.decode()
    assert f'<option value="{project.pk}">{project.number} 学府路道路</option>' in page and "sought-field" not in page


@pytest.mark.parametrize(
    ("url", "make"),
    [
        ("facilities:funding_new", lambda town: make_project()),
        ("facilities:facility_new", lambda town: make_project()),
        ("facilities:facility_new", lambda town: PointFactory(unit=town.village)),
        ("facilities:route_new", lambda town: PointFactory(unit=town.village)),
        ("rectification:new", lambda town: PointFactory(unit=town.village)),
    ],
)
def test_no_form_grows_with_what_may_be_chosen(client_for, office, town, many, url, make):
    for _ in range(3):
        make(town)
    client, url = client_for("office"), reverse(url)
    few = len(client.get(url).content)
    assert_same_query_count(client, url, lambda: make(town), n1=1, n2=30)
    assert abs(len(client.get(url).content) - few) < 50  # keys and tokens differ


def test_the_leaver_page_grows_neither(client_for, admin, many, frozen_now):
    one, *_others = [make_person("张三", Role.OFFICE, username=f"zhangsan{number}") for number in range(3)]
    url = reverse("person_leave", args=[one.pk])
    client, few = client_for("admin"), len(client_for("admin").get(url).content)
    for number in range(30):
        make_person("王五", Role.OFFICE, username=f"wangwu{number}")
    assert abs(len(client.get(url).content) - few) < 50
    assert fits(client, url, "successor", "王五 wangwu7")[0].endswith("wangwu7")


def test_what_fits_is_found_by_number_and_by_name_and_only_among_what_may_be_chosen(client_for, office, roads):
    client, url = client_for("office"), reverse("facilities:funding_new")
    assert fits(client, url, "project", "北街") == [f"{one.number} {one.name}" for one in roads[:0:-1]]
    assert fits(client, url, "project", roads[0].number) == [f"{roads[0].number} 学府路道路"]
    roads[1].removed_at = "2026-01-01T00:00Z"
    roads[1].save()
    assert fits(client, url, "project", "北街排水") == []
    taken = make_facility(point=PointFactory(name="南门市场"))
    PointFactory(name="南门广场")
    new = reverse("facilities:facility_new")
    assert [label[-4:] for label in fits(client, new, "point", "南门")] == ["南门广场"]
    assert len(fits(client, reverse("facilities:facility_edit", args=[taken.pk]), "point", "南门")) == 2


def test_a_field_that_seeks_nothing_answers_with_the_page(client_for, office, roads):
    for field in ("source", "nothing"):
        answer = client_for("office").get(reverse("facilities:funding_new"), {"sought": field})
        assert answer["Content-Type"].startswith("text/html")


def test_who_may_not_open_the_form_finds_nothing(client_for, leader, roads):
    assert client_for("leader").get(reverse("facilities:funding_new"), {"sought": "project"}).status_code == 403


def test_words_alone_mean_the_one_record_that_they_fit(client_for, office, roads):
    """As without scripts, or as the browser kept them."""
    client, url = client_for("office"), reverse("facilities:funding_new")
    words = f"{roads[0].number} {roads[0].name}"
    assert client.post(url, sent(project="", project_words=words, project_shown="")).status_code == 302
    assert FundingEntry.objects.get().project == roads[0]


def test_where_several_fit_they_are_listed_and_one_is_chosen(client_for, office, roads):
    client, url = client_for("office"), reverse("facilities:funding_new")
    values = sent(project="", project_words="北街", project_shown="")
    page = client.post(url, values).content.decode()
    assert "北街排水" in page and "北街路灯" in page and "学府路" not in page and 'value="北街"' in page
    assert client.post(url, values | {"project_shown": "北街"}).status_code == 200
    assert client.post(url, values | {"project_shown": "北街", "project": roads[2].pk}).status_code == 302
    assert FundingEntry.objects.get().project == roads[2]


def test_words_that_fit_nothing_are_kept_and_said(client_for, office, roads):
    values = sent(project=roads[0].pk, project_words="西街", project_shown=f"{roads[0].number} {roads[0].name}")
    page = client_for("office").post(reverse("facilities:funding_new"), values).content.decode()
    assert "没有符合“西街”的记录" in page and 'value="西街"' in page
    assert not FundingEntry.objects.exists()


def test_an_emptied_field_chooses_nothing(client_for, office, roads):
    values = sent(project=roads[0].pk, project_words=" ", project_shown="学府路道路")
    assert client_for("office").post(reverse("facilities:funding_new"), values).status_code == 302
    assert FundingEntry.objects.get().project is None


def test_what_a_record_names_is_shown_and_no_change_of_it(client_for, office, roads):
    facility = make_facility(project=roads[0])
    client, url = client_for("office"), reverse("facilities:facility_edit", args=[facility.pk])
    label = f"{roads[0].number} {roads[0].name}"
    assert f'value="{label}"' in client.get(url).content.decode()
    values = {
        "name": "改名", "code": facility.code, "kind": make_kind().pk, "condition": "good", "exactness": "exact",
        "project": roads[0].pk, "project_words": label, "project_shown": label,
    }  # fmt: skip
    page = client.post(url, values, follow=True)
    assert Facility.objects.get().project == roads[0]
    assert "建设工程" not in page.content.decode().split("操作记录")[-1]


@pytest.mark.parametrize("key", ["9" * 30, "x", "-1"])
def test_no_key_that_is_sent_ends_in_an_error(client_for, office, roads, key):
    values = sent(project=key, project_words="学府", project_shown="学府")
    assert client_for("office").post(reverse("facilities:funding_new"), values).status_code == 200


def test_several_are_ticked_found_by_their_codes_or_taken_off(client_for, office, town, many):
    points = [PointFactory(code=f"P{number}", name=f"北街{number}号") for number in range(4)]
    team = UnitFactory(parent=town.home, kind="cleaning_team")
    client, url = client_for("office"), reverse("facilities:route_new")
    values = {"team": team.pk, "name": "早班", "times_a_day": 1, "is_active": "on"}
    page = client.post(url, values | {"points": [points[0].pk], "points_words": "P1、北街", "points_shown": ""})
    assert page.status_code == 200 and page.content.decode().count('name="points"') == 4  # two are ticked
    assert client.post(url, values | {"points": [points[0].pk], "points_words": "P1，P2"}).status_code == 302
    route = CleaningRoute.objects.get()
    assert set(route.points.all()) == set(points[:3])
    page = client.get(reverse("facilities:route_edit", args=[route.pk])).content.decode()
    assert page.count('name="points"') == page.count("北街") == 3 and "P3" not in page


def test_a_unit_is_sought_among_many_too(client_for, office, town, many):
    client, url = client_for("office"), reverse("campaign:team_new")
    assert fits(client, url, "unit", "马桥") == ["马桥村"]
    values = {"name": "马桥志愿服务队", "unit_words": "马桥", "unit_shown": ""}
    assert client.post(url, values).status_code == 302


def test_what_an_empty_field_means_is_said_in_it(client_for, office, roads):
    assert (
        "创建工作整体；可输入名称或编号查找"
        in client_for("office").get(reverse("facilities:funding_new")).content.decode()
    )
