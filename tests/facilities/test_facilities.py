"""Facilities: the inventory, its sums in words, upkeep, what every village is to have."""

from datetime import date

import pytest

from core.models import Measure, Photo, TrailEntry
from core.quantities import Exactness
from facilities.models import Condition, Facility, Project, ProjectKind, Upkeep
from facilities.selectors.facilities import totals_of, village_shares
from tests.facilities.scenes import clear, make_facility, make_kind
from tests.factories import NOW, PointFactory, make_picture
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db

LIST = "/facilities/"


def text_of(response) -> str:
    return response.content.decode()


def fields_of(kind, /, **changed) -> dict:
    return {
        "name": "果壳箱", "code": "SS-77", "kind": kind.pk, "quantity": "300", "measure": "", "exactness": "more",
        "condition": "good", "address": "集镇老街",
    } | changed  # fmt: skip


# ---- sums ----


def test_sums_by_kind_keep_how_exact_they_are(town):
    bins, house = make_kind("垃圾桶", "只"), make_kind()
    make_facility(kind=bins, quantity=200)
    make_facility(kind=bins, quantity=100, exactness=Exactness.MORE)
    make_facility(kind=house, quantity=30)
    words = {total.name: total.words for total in totals_of(Facility.objects.all())}
    assert words == {"垃圾桶": "300多只", "垃圾房": "30座"}


def test_a_record_without_a_number_is_counted_beside_the_sum(town):
    make_facility(quantity=None)
    make_facility(quantity=2)
    [total] = totals_of(Facility.objects.all())
    assert (total.words, total.records, total.unmeasured) == ("2座", 2, 1)


def test_two_measures_of_a_kind_are_not_added(town):
    kind = make_kind("停车场", "平方米")
    make_facility(kind=kind, quantity=1200)
    other = make_facility(kind=kind, quantity=70)
    Facility.objects.filter(pk=other.pk).update(measure=Measure.objects.create(name="个", order=9))
    [total] = totals_of(Facility.objects.all())
    assert ("1200平方米" in total.words, "70个" in total.words) == (True, True)


def test_the_list_shows_the_sums_of_its_filter_and_changes_with_the_records(town, client_for):
    facility = make_facility("果壳箱", kind=make_kind("垃圾桶", "只"), quantity=300, exactness=Exactness.MORE)
    make_facility("垃圾房一号")
    client = client_for("office")
    page = text_of(client.get(LIST))
    assert "300多只" in page
    assert "1座" in page
    assert "1座" not in text_of(client.get(f"{LIST}?kind={facility.kind_id}"))
    Facility.objects.filter(pk=facility.pk).update(quantity=320)
    assert "320多只" in text_of(client.get(LIST))


def test_removed_facilities_are_in_no_sum(town, office, now):
    make_facility(removed_at=now, quantity=5)
    assert totals_of(Facility.objects.visible_to(office)) == []


# ---- what every village is to have ----


def test_the_share_of_villages_with_a_square_names_those_without(town, office, now):
    square = make_kind("村级广场", "个", one_per_village=True)
    make_facility(kind=square, unit=town.village)
    make_facility(kind=square, unit=town.other_village, condition=Condition.OUT_OF_USE)
    [share] = village_shares(Facility.objects.visible_to(office), town.home, now.date())
    assert (share.having, share.villages, share.percent, share.without) == (1, 2, 50, ("焦山村",))
    Facility.objects.update(condition=Condition.GOOD)
    [share] = village_shares(Facility.objects.visible_to(office), town.home, now.date())
    assert (share.percent, share.without) == (100, ())


def test_a_unit_is_told_no_share_made_of_its_own_ground_alone(town, client_for):
    make_facility(kind=make_kind("村级广场", "个", one_per_village=True), unit=town.village)
    assert client_for("office").get(LIST).context["shares"]
    assert client_for("unit").get(LIST).context["shares"] == []


# ---- list, map, export ----


def test_a_unit_sees_its_ground_and_what_it_keeps(town, client_for):
    for name, fields in {
        "本村的": {"unit": town.village}, "代管的": {"kept_by": town.village}, "别村的": {"unit": town.other_village},
    }.items():  # fmt: skip
        make_facility(name, **fields)
    page = text_of(client_for("unit").get(LIST))
    assert ("本村的" in page, "代管的" in page, "别村的" in page) == (True, True, False)


def test_the_list_is_searched_filtered_and_sorted(town, client_for):
    make_facility("老街果壳箱", code="B2", unit=town.village, condition=Condition.WORN)
    make_facility("一号垃圾房", code="A1", unit=town.other_village)
    client = client_for("office")

    def names(query):
        return [one.name for one in client.get(f"{LIST}?{query}").context["object_list"]]

    assert names("") == ["一号垃圾房", "老街果壳箱"]
    assert names("sort=-code") == ["老街果壳箱", "一号垃圾房"]
    assert names("q=马桥") == ["老街果壳箱"]
    assert names("condition=worn") == ["老街果壳箱"]
    assert names(f"unit={town.other_village.pk}") == ["一号垃圾房"]
    assert len(names("q=%00&kind=x&condition=y")) == 2


def test_the_export_has_the_quantity_in_words_and_the_sums_are_a_file_of_their_own(town, client_for):
    make_facility("果壳箱", kind=make_kind("垃圾桶", "只"), quantity=300, exactness=Exactness.MORE)
    client = client_for("office")
    rows = b"".join(client.get(f"{LIST}?format=csv").streaming_content).decode()
    sums = b"".join(client.get("/facilities/totals/?format=csv").streaming_content).decode()
    assert "300多只" in rows
    assert "垃圾桶,300多只,1,0" in sums
    assert client.get("/facilities/totals/").headers["Content-Type"].endswith("sheet")


def test_the_map_holds_what_has_a_position(town, client_for):
    make_facility("有坐标", latitude="30.6", longitude="112.4", quantity=30, exactness=Exactness.MORE)
    make_facility("无坐标")
    context = client_for("office").get("/facilities/map/").context
    assert [(place["name"], place["at"]) for place in context["places"]] == [("有坐标", [30.6, 112.4])]
    assert "30多座" in context["places"][0]["sub"]
    assert context["without_place"] == 1


def test_the_cost_of_list_map_and_page_does_not_grow(town, client_for):
    client, kind = client_for("office"), make_kind("村级广场", "个", one_per_village=True)

    def one_more():
        point = PointFactory(unit=town.village)
        facility = make_facility(unit=town.village, kept_by=town.department, point=point, latitude=30, longitude=112)
        make_facility(kind=kind, unit=town.village)
        clear(facility, date(2026, 11, 20))

    for url in (LIST, "/facilities/map/"):
        assert_same_query_count(client, url, one_more)
    facility = make_facility(unit=town.village, latitude=30, longitude=112)

    def one_more_there():
        day = date(2026, 11, 1 + facility.upkeep.count())
        Upkeep.objects.create(facility=facility, on=day, work="粉刷", entered_at=NOW)
        clear(facility, day)

    assert_same_query_count(client, facility.get_absolute_url(), one_more_there)


# ---- one facility ----


def test_a_new_facility_has_the_usual_measure_of_its_kind(town, client_for):
    kind = make_kind("垃圾桶", "只")
    response = client_for("office").post("/facilities/new/", fields_of(kind))
    facility = Facility.objects.get()
    assert response.url == facility.get_absolute_url()
    assert (facility.size, facility.town) == ("300多只", town.home)
    assert TrailEntry.objects.about(facility).get().verb == "create"


@pytest.mark.parametrize(
    "changed", [{"code": ""}, {"kind": "999"}, {"quantity": "-1"}, {"position": "30"}, {"quantity": "三百"}]
)
def test_a_wrong_value_comes_back_with_what_was_typed(town, client_for, changed):
    response = client_for("office").post("/facilities/new/", fields_of(make_kind(), **changed))
    assert response.status_code == 200
    assert response.context["form"].errors
    assert "集镇老街" in text_of(response)
    assert not Facility.objects.exists()


def test_a_new_form_offers_the_next_free_code(town, client_for):
    make_facility(code="SS-0009")
    make_facility(code="LJ-88")
    assert client_for("office").get("/facilities/new/").context["form"].initial["code"] == "SS-0010"


def test_the_next_free_code_goes_on_after_9999(town, client_for):
    for code in ("SS-9999", "SS-10000"):
        make_facility(code=code)
    assert client_for("office").get("/facilities/new/").context["form"]["code"].value() == "SS-10001"


def test_a_point_is_inspected_as_one_facility_only(town, client_for):
    free, taken = PointFactory(town=town.home), PointFactory(town=town.home)
    make_facility(point=taken)
    choices = client_for("office").get("/facilities/new/").context["form"].fields["point"].queryset
    assert list(choices) == [free]


def test_the_page_shows_project_and_point_and_links_a_project_only_to_who_may_see_it(town, client_for):
    project = Project.objects.create(
        number="项-2026-0009", name="垃圾房建设", kind=ProjectKind.objects.create(name="环卫"), town=town.home
    )
    point = PointFactory(name="垃圾房JZ-09", town=town.home, unit=town.village)
    facility = make_facility(unit=town.village, project=project, point=point)
    for role, is_linked in (("office", True), ("inspector", False), ("unit", False)):
        page = text_of(client_for(role).get(facility.get_absolute_url()))
        assert "垃圾房JZ-09" in page
        assert (f'href="{project.get_absolute_url()}"' in page) == is_linked, role


def test_a_facility_with_records_is_not_removed(town, client_for):
    facility = make_facility()
    clear(facility, date(2026, 11, 20))
    client = client_for("office")
    assert client.post(f"/facilities/{facility.pk}/remove/").status_code == 409
    facility.clearances.all().delete()
    assert client.post(f"/facilities/{facility.pk}/remove/").status_code == 302
    assert not Facility.objects.present().exists()


# ---- upkeep ----


def upkeep(**changed) -> dict:
    return {"on": "2026-11-20", "work": "绿化修剪", "condition_after": "", "done_by": "保洁公司", "note": ""} | changed


def test_the_unit_that_keeps_a_facility_enters_upkeep_with_photos(town, client_for, frozen_now):
    facility = make_facility(kept_by=town.village, condition=Condition.BROKEN)
    url = f"/facilities/{facility.pk}/upkeep/"
    response = client_for("unit").post(url, upkeep(condition_after="good", photos=make_picture()))
    assert response.url == facility.get_absolute_url()
    entry = Upkeep.objects.get()
    facility.refresh_from_db()
    assert (entry.work, entry.on, facility.condition) == ("绿化修剪", date(2026, 11, 20), Condition.GOOD)
    assert Photo.objects.about(entry).count() == 1
    assert TrailEntry.objects.about(facility).get().changes["condition"] == ["损坏", "完好"]
    page = text_of(client_for("unit").get(facility.get_absolute_url()))
    assert "绿化修剪" in page
    assert str(Photo.objects.get().key) in page


def test_upkeep_says_how_much_was_done(town, client_for, frozen_now):
    facility, measure = make_facility(), make_kind("绿化", "平方米").measure
    url, client = f"/facilities/{facility.pk}/upkeep/", client_for("office")
    assert "measure" in client.post(url, upkeep(quantity="1200")).context["form"].errors
    client.post(url, upkeep(quantity="1200", measure=measure.pk, exactness="more"))
    client.post(url, upkeep(measure=measure.pk))
    assert sorted(entry.size for entry in Upkeep.objects.all()) == ["", "1200多平方米"]
    assert "1200多平方米" in text_of(client.get("/facilities/upkeep/"))


def test_what_was_cleared_stays_of_a_kind_that_is_cleared(town, client_for):
    house, other, kind = make_facility(), make_facility(), make_kind("绿化", "平方米")
    clear(house, date(2026, 11, 20))
    for facility, refused in ((house, True), (other, False)):
        client = client_for("office")
        url = f"/facilities/{facility.pk}/edit/"
        form = client.get(url).context["form"]
        fields = {name: form[name].value() for name in ("name", "code", "exactness", "condition")}
        answer = client.post(url, fields | {"kind": kind.pk})
        assert (answer.status_code == 200 and "kind" in answer.context["form"].errors) is refused


def test_a_facility_keeps_its_point_that_went_out_of_use(town, client_for):
    point = PointFactory(town=town.home, is_active=False)
    facility = make_facility(point=point)
    form = client_for("office").get(f"/facilities/{facility.pk}/edit/").context["form"]
    assert list(form.fields["point"].queryset) == [point]


def test_upkeep_of_a_day_to_come_is_refused_and_nothing_is_kept(town, client_for, frozen_now):
    facility = make_facility()
    response = client_for("office").post(f"/facilities/{facility.pk}/upkeep/", upkeep(on="2026-11-24"))
    assert response.context["form"].errors
    assert not Upkeep.objects.exists()


def test_upkeep_without_a_new_condition_leaves_it_as_it_is(town, client_for, frozen_now):
    facility = make_facility(condition=Condition.WORN)
    client_for("office").post(f"/facilities/{facility.pk}/upkeep/", upkeep())
    facility.refresh_from_db()
    assert facility.condition == Condition.WORN
