"""Points: found, read, made and changed by the office."""

import pytest

from core.models import Role, TrailEntry, UnitKind
from facilities.models import Point, PointResponsibility
from tests.factories import (
    FindingFactory,
    PointFactory,
    PointKindFactory,
    PostFactory,
    SheetFactory,
    TaskFactory,
    UnitFactory,
)
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def office_client(client_for):
    return client_for("office")


def fields_of(town, *responsible, **changed) -> dict:
    rows = {
        "responsibilities-TOTAL_FORMS": len(responsible),
        "responsibilities-INITIAL_FORMS": 0,
    }
    for at, (unit, part) in enumerate(responsible):
        rows |= {f"responsibilities-{at}-unit": unit.pk, f"responsibilities-{at}-part": part}
    given = {
        "code": "JM-01",
        "name": "集镇农贸市场",
        "kind": PointKindFactory(name="农贸市场").pk,
        "unit": town.village.pk,
        "in_charge": town.department.pk,
        "address": "枫河路1号",
        "position": "31.230416, 121.473701",
        "is_active": "on",
    }
    return given | rows | changed


def test_a_new_point_lies_in_the_home_town_with_its_responsible_units(town, office_client):
    fields = fields_of(town, (town.department, "lead"), (town.village, "assist"))
    response = office_client.post("/inspections/points/new/", fields)
    point = Point.objects.get()
    assert response.url == point.get_absolute_url()
    assert point.town == town.home
    assert set(PointResponsibility.objects.values_list("unit__name", "part")) == {
        ("城管中队", "lead"),
        ("马桥村", "assist"),
    }
    assert TrailEntry.objects.about(point).get().verb == "create"


@pytest.mark.parametrize(
    "changed",
    [
        {"code": ""},
        {"code": "长" * 25},
        {"kind": "999"},
        {"position": "91, 121"},
        {"position": "31.2"},
        {"position": "31.2, 东经"},
        {"unit": "999999"},
    ],
)
def test_a_wrong_value_comes_back_and_nothing_is_saved(town, office_client, changed):
    response = office_client.post("/inspections/points/new/", fields_of(town, **changed))
    assert response.status_code == 200
    assert response.context["form"].errors
    assert Point.objects.count() == 0
    assert "枫河路1号" in response.content.decode()


def test_a_code_that_is_taken_is_refused_in_words(town, office_client):
    PointFactory(town=town.home, code="JM-01")
    assert (
        "本街道已有这个编号的点位" in office_client.post("/inspections/points/new/", fields_of(town)).content.decode()
    )


def test_a_unit_of_another_town_cannot_answer_for_a_point(town, office_client):
    response = office_client.post("/inspections/points/new/", fields_of(town, (town.peer, "lead")))
    assert response.status_code == 200
    assert Point.objects.count() == 0


def test_the_same_unit_twice_is_refused(town, office_client):
    fields = fields_of(town, (town.department, "lead"), (town.department, "assist"))
    assert office_client.post("/inspections/points/new/", fields).status_code == 200
    assert Point.objects.count() == 0


def test_the_office_of_another_town_makes_no_point_here(town, client_for, inspector):
    PostFactory(user=inspector, role=Role.OFFICE, unit=town.peer)
    response = client_for("inspector").post("/inspections/points/new/", fields_of(town))
    assert response.status_code == 403
    assert not Point.objects.exists()


def test_a_change_stands_in_the_trail_with_old_and_new(town, office_client):
    point = PointFactory(town=town.home, unit=town.village, name="旧名", kind=PointKindFactory(name="农贸市场"))
    office_client.post(f"/inspections/points/{point.pk}/edit/", fields_of(town, name="新名"))
    assert TrailEntry.objects.about(point).get().changes["name"] == ["旧名", "新名"]


def test_the_list_is_searched_and_filtered(town, office_client):
    market = PointFactory(name="集镇农贸市场", kind=PointKindFactory(name="农贸市场"), unit=town.village, code="A1")
    PointFactory(name="枫河路", unit=town.other_village, code="B1", is_active=False)

    def names(query):
        return [point.name for point in office_client.get(f"/inspections/points/?{query}").context["object_list"]]

    assert names("q=农贸") == ["集镇农贸市场"]
    assert names("q=b1") == ["枫河路"]
    assert names(f"kind={market.kind_id}") == ["集镇农贸市场"]
    assert names(f"unit={town.other_village.pk}") == ["枫河路"]
    assert names("used=no") == ["枫河路"]
    assert len(names("q=%00&kind=x&unit=' OR 1=1")) == 2


def test_a_unit_sees_its_own_ground_and_what_it_answers_for(town, client_for):
    PointFactory(name="本村的", unit=town.village)
    PointFactory(name="别村的", unit=town.other_village)
    answered = PointFactory(name="协办的", unit=town.other_village)
    PointResponsibility.objects.create(point=answered, unit=town.village)
    page = client_for("unit").get("/inspections/points/").content.decode()
    assert "本村的" in page
    assert "协办的" in page
    assert "别村的" not in page


def test_a_point_shows_the_visits_and_tasks_that_one_may_see(town, client_for):
    point = PointFactory(unit=town.village)
    SheetFactory(point=point, state="submitted", round__name="未公布的一轮")
    TaskFactory(finding=FindingFactory(point=point, description="路面积水"), responsible_unit=town.village)
    url = point.get_absolute_url()
    for role, sees_sheet, sees_task in (("office", True, True), ("unit", False, True), ("inspector", False, False)):
        page = client_for(role).get(url).content.decode()
        assert ("未公布的一轮" in page, "路面积水" in page) == (sees_sheet, sees_task), role


def test_the_export_holds_every_column_of_a_point(town, office_client):
    point = PointFactory(name="市场", unit=town.village, latitude="31.230416", longitude="121.473701")
    unit = UnitFactory(name="市场监管所", kind=UnitKind.DEPARTMENT)
    PointResponsibility.objects.create(point=point, unit=unit)
    text = b"".join(office_client.get("/inspections/points/?format=csv").streaming_content).decode()
    assert "市场监管所" in text
    assert "31.230416" in text


def test_the_cost_of_list_and_page_does_not_grow(town, office_client):
    def one_more():
        PointResponsibility.objects.create(point=PointFactory(), unit=town.department)

    assert_same_query_count(office_client, "/inspections/points/", one_more)
    point = PointFactory(unit=town.village)

    def one_more_there():
        SheetFactory(point=point, state="submitted")
        TaskFactory(finding=FindingFactory(point=point))
        PointResponsibility.objects.create(point=point, unit=UnitFactory())

    assert_same_query_count(office_client, point.get_absolute_url(), one_more_there)
