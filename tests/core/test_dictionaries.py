"""Dictionaries: words kept by the office in their order, retired rather than deleted once records name them."""

from itertools import count

import pytest
from django.apps import apps

from core.dictionaries.book import BOOK, uses_of
from core.dictionaries.changes import move, put_in_order, restore, retire, take_off
from core.errors import DomainError, NotAllowed
from core.models import Measure, TrailEntry, Word
from core.table_in.service import take_table
from facilities.forms.facilities import FacilityForm
from facilities.models import FacilityKind, PointKind, ProjectKind
from facilities.tables.facilities import FACILITIES
from tests.facilities.scenes import make_facility, make_kind
from tests.factories import FindingFactory, ItemFactory, PointFactory, ProblemKindFactory
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db

BOOKS = "/settings/dictionaries/"
KINDS = f"{BOOKS}project-kinds/"


def words(*names: str) -> list[ProjectKind]:
    return [ProjectKind.objects.create(name=name, order=order) for order, name in enumerate(names, 1)]


def names() -> list[str]:
    return list(ProjectKind.objects.in_use().values_list("name", flat=True))


# ---- which there are ----


def test_every_kind_of_word_stands_in_the_book():
    models = {model for model in apps.get_models() if issubclass(model, Word)}
    assert models == {one.model for one in BOOK.values()}


def test_the_list_names_all_with_their_numbers(client_for, office):
    retire(word=words("道路", "排水")[1], by=office, now=office.date_joined)
    page = client_for("office").get(BOOKS).content.decode()
    for dictionary in BOOK.values():
        assert dictionary.path in page
    rows = client_for("office").get(BOOKS).context["rows"]
    row = next(row for row in rows if row.dictionary.code == "project-kinds")
    assert (row.words, row.retired, row.first) == (1, 1, ("道路",))


@pytest.mark.parametrize("code", ["none", "no-such-kinds"])
def test_an_unknown_dictionary_is_not_there(client_for, town, code):
    assert client_for("office").get(f"{BOOKS}{code}/").status_code == 404


@pytest.mark.parametrize("code", sorted(BOOK))
def test_every_dictionary_opens_with_and_without_a_word(client_for, town, code):
    client = client_for("office")
    assert client.get(BOOK[code].path).status_code == 200
    fields = {"measure": Measure.objects.create(name="车")} if code == "drive-works" else {}
    word = BOOK[code].model.objects.create(name="词", **fields)
    assert "词" in client.get(BOOK[code].path).content.decode()
    assert client.get(BOOK[code].path_of(word)).status_code == 200
    assert client.get(BOOK[code].new_path).status_code == 200


# ---- a word ----


def test_a_new_word_comes_last_with_its_trail(client_for, town):
    words("道路", "排水")
    assert client_for("office").post(f"{KINDS}new/", {"name": " 路灯 "}).status_code == 302
    assert names() == ["道路", "排水", "路灯"]
    entry = TrailEntry.objects.about(ProjectKind.objects.get(name="路灯")).get()
    assert (entry.verb, entry.by_name) == ("create", "李敏")


@pytest.mark.parametrize("name", ["道路", "道路 ", ""])
def test_a_name_does_not_repeat_and_stays_typed(client_for, town, name):
    words("道路")
    page = client_for("office").post(f"{KINDS}new/", {"name": name})
    assert page.status_code == 200 and "name" in page.context["form"].errors
    assert f'value="{name}"' in page.content.decode() or not name
    assert ProjectKind.objects.count() == 1


def test_a_letters_size_makes_no_other_name(client_for, town):
    Measure.objects.create(name="km")
    assert client_for("office").post(f"{BOOKS}measures/new/", {"name": "KM"}).status_code == 200


def test_a_name_of_a_retired_word_asks_to_restore_it(client_for, office, now):
    retire(word=words("道路")[0], by=office, now=now)
    page = client_for("office").post(f"{KINDS}new/", {"name": "道路"})
    assert "停用" in str(page.context["form"].errors["name"])


def test_renaming_is_told_with_both_names(client_for, town):
    word = words("道路")[0]
    client = client_for("office")
    assert client.post(f"{KINDS}{word.pk}/", {"name": "道路工程"}).status_code == 302
    assert TrailEntry.objects.about(word).get().changes == {"name": ["道路", "道路工程"]}
    page = client.get(KINDS).content.decode()
    assert "道路工程 · 修改" in page and "道路 → 道路工程" in page and "李敏" in page


def test_a_form_that_is_refused_still_shows_the_stored_word(client_for, town):
    first, second = words("道路", "排水")
    page = client_for("office").post(f"{KINDS}{second.pk}/", {"name": first.name})
    assert page.status_code == 200 and page.context["word"].name == "排水"


# ---- its place ----


def test_a_step_up_and_down_by_button(client_for, town):
    first, second, _third = words("道路", "排水", "路灯")
    client = client_for("office")
    answer = client.post(f"{KINDS}order/", {"move": f"word-{second.pk}-up"})
    assert answer.url.endswith(f"?moved=word-{second.pk}-up#word-{second.pk}")
    assert names() == ["排水", "道路", "路灯"]
    client.post(f"{KINDS}order/", {"move": f"word-{first.pk}-down"})
    assert names() == ["排水", "路灯", "道路"]
    entry = TrailEntry.objects.about(first).get()
    assert (entry.verb, entry.changes) == ("put_in_order", {"order": [2, 3]})


def test_at_the_end_a_step_does_nothing(office, now):
    first, _second = words("道路", "排水")
    move(word=first, step=-1, by=office, now=now)
    assert names() == ["道路", "排水"] and not TrailEntry.objects.exists()


def test_dragged_into_another_order(client_for, town):
    first, second, third = words("道路", "排水", "路灯")
    client = client_for("office")
    keys = f"{third.pk},{first.pk},{second.pk}"
    assert client.post(f"{KINDS}order/", {"keys": keys}).status_code == 204
    assert names() == ["路灯", "道路", "排水"]
    assert TrailEntry.objects.get().subject_id == third.pk, "the one that was carried farthest"


@pytest.mark.parametrize("data", [{}, {"move": "word-x-up"}, {"move": "word-1-left"}, {"keys": "1,x"}])
def test_an_order_that_says_nothing_is_refused(client_for, town, data):
    words("道路")
    assert client_for("office").post(f"{KINDS}order/", data).status_code == 400


# ---- retired, restored, deleted ----


def test_a_retired_word_leaves_new_forms_and_stays_on_old_records(office, town, now):
    kind, other = make_kind("垃圾房"), make_kind("停车场")
    facility = make_facility(kind=kind)
    retire(word=kind, by=office, now=now)
    facility.refresh_from_db()
    new = FacilityForm(user=office, town=town.home)
    old = FacilityForm(user=office, town=town.home, instance=facility)
    assert list(new.fields["kind"].queryset) == [other]
    assert set(old.fields["kind"].queryset) == {kind, other}


def test_the_public_and_the_finder_are_not_offered_a_retired_kind(client_for, office, now):
    kind, other = ProblemKindFactory(name="旧类"), ProblemKindFactory(name="市容")
    retire(word=kind, by=office, now=now)
    for role, path in (("anonymous", "/public/report/"), ("office", "/rectification/new/")):
        form = client_for(role).get(path).context["form"]
        assert list(form.fields["kind"].queryset) == [other]


def test_an_item_of_a_standard_keeps_its_retired_kinds(client_for, office, now):
    item = ItemFactory()
    kept, gone = PointKind.objects.create(name="背街小巷"), PointKind.objects.create(name="旧类")
    item.kinds.add(kept)
    for word in (kept, gone):
        retire(word=word, by=office, now=now)
    page = client_for("office").get(f"/inspections/standards/{item.standard_id}/sections/{item.section_id}/")
    labels = [label for _key, label in page.context["formset"].forms[0].fields["kinds"].choices]
    assert "背街小巷" in labels and "旧类" not in labels


def test_a_file_gives_no_new_record_a_retired_word(town, office, now, tmp_path):
    kind = make_kind("垃圾房")
    facility = make_facility(kind=kind, code="S1", name="一号")
    retire(word=kind, by=office, now=now)
    path = tmp_path / "设施.csv"
    path.write_text("编号,名称,类别\nS1,一号房,垃圾房\nS2,二号房,垃圾房\n", encoding="utf-8")
    report = take_table(table_in=FACILITIES, path=path, by=office, now=now)
    assert [(row.row, row.value) for row in report.rejected] == [(3, "垃圾房")]
    path.write_text("编号,名称,类别\nS1,一号房,垃圾房\n", encoding="utf-8")
    report = take_table(table_in=FACILITIES, path=path, by=office, now=now)
    facility.refresh_from_db()
    assert report.written and (facility.name, facility.kind) == ("一号房", kind)


def test_a_restored_word_comes_last(office, now):
    first, _second = words("道路", "排水")
    retire(word=first, by=office, now=now)
    first.refresh_from_db()
    with pytest.raises(DomainError):
        move(word=first, step=1, by=office, now=now)
    restore(word=first, by=office, now=now)
    assert names() == ["排水", "道路"]
    assert [entry.verb for entry in TrailEntry.objects.about(first)] == ["use", "stop_using"]


def test_a_word_that_records_name_is_not_deleted(client_for, town):
    used, unused = ProblemKindFactory(name="市容"), ProblemKindFactory(name="笔误")
    FindingFactory(kind=used)
    client = client_for("office")
    for word in (used, unused):
        client.post(f"{BOOKS}problem-kinds/{word.pk}/take-off/")
    assert list(type(used).objects.all()) == [used]
    page = client.get(f"{BOOKS}problem-kinds/").content.decode()
    assert "笔误" in page, "the history keeps its name"


def test_uses_are_counted_where_there_is_no_way_back_too(town):
    measure, kind = Measure.objects.create(name="只"), make_kind("果皮箱", "只")
    make_facility(kind=kind, quantity=300)
    uses = uses_of(Measure, [measure.pk])[measure.pk]
    assert sum(uses.values()) == 2 and len(uses) == 2
    assert uses_of(FacilityKind, [kind.pk]) == {kind.pk: {"设施": 1}}


def test_who_keeps_no_settings_changes_no_word(leader, now):
    word = words("道路")[0]
    for step in (retire, take_off, restore):
        with pytest.raises(NotAllowed):
            step(word=word, by=leader, now=now)
    with pytest.raises(NotAllowed):
        put_in_order(word=word, keys=[word.pk], by=leader, now=now)


def test_the_cost_of_a_dictionary_does_not_grow(client_for, town):
    numbers = count()

    def one_more():
        PointFactory(kind=PointKind.objects.create(name=f"类{next(numbers)}"))

    assert_same_query_count(client_for("office"), f"{BOOKS}point-kinds/", one_more)
    limits = lambda: ProblemKindFactory(name=f"类{next(numbers)}")
    assert_same_query_count(client_for("office"), f"{BOOKS}problem-kinds/", limits)


def test_a_kind_with_facilities_keeps_whether_it_is_cleared_daily(client_for, town):
    """Else every past day would turn into a missing one, or fall out of the figures."""
    kind = make_kind("垃圾亭", is_cleared=True)
    client, path = client_for("office"), f"{BOOKS}facility-kinds/{kind.pk}/"
    assert client.post(path, {"name": "垃圾亭"}).status_code == 302, "nothing names it yet"
    make_facility(kind=kind)
    assert "is_cleared" in client.post(path, {"name": "垃圾亭", "is_cleared": "on"}).context["form"].errors
    kind.refresh_from_db()
    assert not kind.is_cleared
