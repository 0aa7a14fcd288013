"""The pages about units: the tree, a unit, a change that is shown before it is made."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import RankingGroup, Unit, UnitChange
from core.units.changes import rename
from tests.factories import NOW, PointFactory, PostFactory, RoundResultFactory, UnitFactory
from tests.queries import assert_same_query_count


@pytest.fixture
def keeper(client_for):
    return client_for("office")


def path(act, unit):
    return reverse("unit_change", args=[unit.pk, act])


def form(**more):
    return {"day": timezone.localdate().isoformat(), "reason": "民政〔2026〕8号"} | more


def test_the_tree_lists_what_exists_and_finds_old_names(keeper, town):
    html = keeper.get(reverse("units")).content.decode()
    assert "马桥村" in html and "城管中队" in html
    change(keeper, "rename", town.village, name="新马村", unit_kind="village")
    assert [unit.name for unit in keeper.get(reverse("units"), {"q": "马桥"}).context["object_list"]] == ["新马村"]


def change(client, act, unit, **fields):
    """The look first, then the deed, as the page sends them."""
    look = client.post(path(act, unit), form(**fields))
    assert look.status_code == 200 and "seen" in look.context, look.context["form"].errors
    return client.post(path(act, unit), form(**fields, seen=look.context["seen"], do="1"))


def test_nothing_happens_before_it_was_looked_at(keeper, town):
    fields = {"others": [town.other_village.pk], "name": "马焦村", "unit_kind": "village"}
    PointFactory(unit=town.village)
    look = keeper.post(path("merge", town.village), form(**fields, do="1", seen="something else"))
    assert look.status_code == 200 and not UnitChange.objects.exists()
    assert dict(look.context["numbers"]) == {"所在点位": 1, "负责点位": 1}
    other = {**fields, "name": "马焦新村"}
    again = keeper.post(path("merge", town.village), form(**other, do="1", seen=look.context["seen"]))
    assert again.status_code == 200 and not UnitChange.objects.exists(), "what was typed since is looked at anew"
    assert (
        keeper.post(path("merge", town.village), form(**fields, do="1", seen=look.context["seen"])).status_code == 302
    )
    assert Unit.objects.get(name="马焦村")


def test_a_refused_change_keeps_what_was_typed_and_says_why(keeper, town):
    answer = keeper.post(path("rename", town.village), form(name="焦山村", unit_kind="village"))
    assert answer.status_code == 200 and "焦山村" in answer.content.decode()
    assert answer.context["form"].errors["name"]


def test_a_split_deals_out_points_by_name(keeper, town):
    east, west = (PointFactory(unit=town.village, name=name) for name in ("东街", "西街"))
    look = keeper.post(path("split", town.village), form(names="东马桥村\n西马桥村"))
    assert len(look.context["form"].dealt) == 2
    chosen = {f"point-{east.pk}": "0", f"point-{west.pk}": "1"}
    assert change(keeper, "split", town.village, names="东马桥村\n西马桥村", **chosen).status_code == 302
    for point, name in ((east, "东马桥村"), (west, "西马桥村")):
        point.refresh_from_db()
        assert point.unit.name == name


@pytest.mark.parametrize(
    "names", ["东" * 81 + "\n西马桥村", "\n".join(f"马桥{n}村" for n in range(1, 10))], ids=["long", "many"]
)
def test_names_that_are_too_long_or_too_many_for_a_split_are_refused_in_words(keeper, town, names):
    """On PostgreSQL the first would be an error of the database; the ninth name of the second would be left out without a word."""
    answer = keeper.post(path("split", town.village), form(names=names))
    assert answer.status_code == 200 and answer.context["form"].errors and "seen" not in answer.context
    assert names in answer.content.decode().replace("\r", "")


def test_a_unit_tells_what_became_of_it(keeper, town):
    change(keeper, "merge", town.village, others=[town.other_village.pk], name="马焦村", unit_kind="village")
    old = keeper.get(reverse("unit", args=[town.village.pk])).content.decode()
    assert "马焦村" in old and "合并" in old
    assert not keeper.get(reverse("unit", args=[town.village.pk])).context["acts"]
    assert keeper.get(path("rename", town.village)).status_code == 404
    new = keeper.get(reverse("unit", args=[Unit.objects.get(name="马焦村").pk])).context
    assert [one.change.kind for one in new["told"]] == ["merge"]


@pytest.mark.parametrize("act", ["rename", "regroup", "move", "merge", "split", "end"])
def test_every_change_has_its_page(keeper, town, act):
    assert keeper.get(path(act, town.village)).status_code == 200


def test_an_ended_unit_is_not_offered_but_found_in_lists(keeper, town):
    PointFactory(unit=town.village)
    change(keeper, "merge", town.village, others=[town.other_village.pk], name="马焦村", unit_kind="village")
    offered = keeper.get(reverse("inspections:point_new")).context["form"].fields["unit"].queryset
    assert {unit.name for unit in offered} >= {"马焦村"} and town.village not in offered
    ended = keeper.get(reverse("units"), {"state": "ended"}).context["object_list"]
    assert set(ended) == {town.village, town.other_village}


def test_a_post_in_an_ended_unit_is_named_to_the_administrator(client_for, town):
    PostFactory(unit=town.village, role="unit", user__display_name="赵六")
    Unit.objects.filter(pk=town.village.pk).update(ends_on=date(2026, 1, 1))
    assert "赵六" in client_for("admin").get(reverse("units")).content.decode()
    assert "赵六" in client_for("admin").get(reverse("unit", args=[town.village.pk])).content.decode()


def test_a_unit_is_made_and_corrected_until_a_result_names_it(keeper, town):
    new = {"name": "新 村", "kind": "village", "above": town.home.pk, "ranking_group": "", "starts_on": ""}
    assert keeper.post(reverse("unit_new"), new).status_code == 302
    made = Unit.objects.get(name="新村")
    assert keeper.post(reverse("unit_new"), new).context["form"].errors
    edit = reverse("unit_edit", args=[made.pk])
    assert (
        keeper.post(edit, {"name": "新新村", "kind": "village", "ranking_group": "", "starts_on": ""}).status_code
        == 302
    )
    RoundResultFactory(unit=made)
    assert list(keeper.get(edit).context["form"].fields) == ["starts_on"]


def test_groups_are_made_renamed_and_filled(keeper, town):
    assert keeper.post(reverse("unit_group_new"), {"name": "大村"}).status_code == 302
    group = RankingGroup.objects.get()
    members = reverse("unit_group", args=[group.pk])
    assert keeper.post(members, form(units=[town.village.pk])).status_code == 302
    assert list(group.units.all()) == [town.village]
    keeper.post(reverse("unit_group_rename", args=[group.pk]), {"name": "特大村"})
    html = keeper.get(reverse("unit_groups")).content.decode()
    assert "特大村" in html and "马桥村" in html


def test_the_tree_goes_out_as_a_file_that_comes_back(keeper, town):
    text = b"".join(keeper.get(reverse("units"), {"format": "csv"}).streaming_content).decode("utf-8-sig")
    assert text.splitlines()[0] == "名称,类型,上级单位,考核分组,起始,截止"
    assert "马桥村,村,枫河街道,,," in text


@pytest.mark.parametrize("name", ["units", "unit_groups"])
def test_pages_cost_the_same_however_many_units(keeper, town, name):
    group = RankingGroup.objects.create(name="大村")
    assert_same_query_count(keeper, reverse(name), lambda: UnitFactory(parent=town.home, ranking_group=group))


def test_a_unit_costs_the_same_however_much_happened_to_it(keeper, town, office):
    names = iter(f"马桥{n}村" for n in range(99))
    day = timezone.localdate(NOW)

    def another():
        rename(unit=town.village, name=next(names), kind="village", day=day, reason="更名", by=office, now=NOW)

    assert_same_query_count(keeper, reverse("unit", args=[town.village.pk]), another, n1=2, n2=6)
