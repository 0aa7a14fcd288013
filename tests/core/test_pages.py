"""The generic list page: filter, order, pages, export, and addresses that make no sense."""

import csv
import io

import django_filters
import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.test import RequestFactory

from core import navigation
from core.models import Unit, UnitKind
from core.pages import ListPage
from core.templatetags.ui import sort_th
from core.views.people import PersonList
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


class UnitFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="名称", field_name="name", lookup_expr="contains")
    kind = django_filters.ChoiceFilter(label="类别", choices=UnitKind.choices, widget=forms.RadioSelect)
    depth = django_filters.NumberFilter(label="层级")
    since = django_filters.DateFilter(label="自", field_name="starts_on")

    class Meta:
        model = Unit
        fields = ()


class UnitList(ListPage):
    model = Unit
    template_name = "layouts/list.html"
    filterset_class = UnitFilter
    paginate_by = 10
    sorts = {"name": ("name", "pk"), "from": (F("starts_on").asc(nulls_last=True), "-pk"), "newest": ("-pk",)}
    filter_more = "depth since"
    export_columns = (("名称", "name"), ("类别", "get_kind_display"))
    export_name = "单位"

    def get_facets(self):
        return {"kind": {"village": {"n": 25, "icon": "light-red"}}}


@pytest.fixture
def villages(town):
    return [UnitFactory(name=f"甲{n:02}", parent=town.home) for n in range(25)]


@pytest.fixture
def page(office, monkeypatch):
    monkeypatch.setattr(navigation, "counters", {})  # the shell's own cost is another test's matter

    def ask(query=""):
        request = RequestFactory().get(f"/units/?{query}")
        request.user = office
        response = UnitList.as_view()(request)
        return response.render() if hasattr(response, "render") else response

    return ask


def names(response):
    return [unit.name for unit in response.context_data["object_list"]]


def test_rows_are_those_the_user_may_see(villages):
    request = RequestFactory().get("/units/")
    request.user = AnonymousUser()
    assert UnitList.as_view()(request).context_data["page_obj"].paginator.count == 0


def test_filter_order_and_page_live_in_the_address_together(villages, page):
    response = page("q=甲&kind=village&sort=-name&page=2")
    assert names(response) == [f"甲{n:02}" for n in range(14, 4, -1)]
    context = response.context_data
    assert context["page_query"] == "q=%E7%94%B2&kind=village&sort=-name&"
    assert context["sort_query"] == "q=%E7%94%B2&kind=village&"
    assert context["ignored"] == []
    assert "sort=-name&amp;page=3" in response.content.decode()


def test_the_first_of_the_sorts_is_the_default(villages, page):
    assert names(page("q=甲"))[:3] == ["甲00", "甲01", "甲02"]


def test_an_order_by_expression_can_be_turned_round(villages, page):
    assert names(page("q=甲&sort=from"))[0] == "甲24"
    assert names(page("q=甲&sort=-from"))[0] == "甲00"


@pytest.mark.parametrize(
    ("query", "left_out"),
    [
        ("kind=nonsense", ["类别"]),
        ("depth=abc&since=31-31", ["层级", "自"]),
        ("q=%00", ["名称"]),
        ("format=pdf", 1),
        ("sort=password", 1),
        ("sort=--name", 1),
        ("page=99", 1),
        ("page=abc", 1),
        ("page=-1", 1),
        ("page=" + "9" * 5000, 1),
        ("unknown=1", 0),
    ],
)
def test_what_makes_no_sense_is_left_out_and_said(villages, page, query, left_out):
    response = page(query)
    ignored = response.context_data["ignored"]
    assert response.status_code == 200
    assert ignored == left_out if isinstance(left_out, list) else len(ignored) == left_out
    assert ('class="notice notice--plain' in response.content.decode()) == bool(ignored)


def test_a_page_beyond_the_last_is_the_last(villages, page):
    assert page("q=甲&page=99").context_data["page_obj"].number == 3


@pytest.mark.parametrize("query", ["q=甲0", "q=甲0&page=2", "q=甲0&sort=-name"])
def test_an_export_has_exactly_the_filtered_rows_of_all_pages(villages, page, query):
    text = b"".join(page(f"{query}&format=csv").streaming_content).decode().removeprefix("\ufeff")
    head, *rows = csv.reader(io.StringIO(text))
    assert head == ["名称", "类别"]
    wanted = [f"甲{n:02}" for n in range(10)]
    assert [row[0] for row in rows] == (wanted[::-1] if "sort=-" in query else wanted)


def test_an_empty_list_says_whether_the_filter_is_the_reason(villages, page):
    assert 'href="/units/"' in page("q=无此村").content.decode()
    Unit.objects.filter(name__startswith="甲").delete()
    assert page("q=").context_data["clear_path"] == ""


def test_the_filter_bar_shows_what_was_chosen_and_escapes_it(villages, page):
    html = page("q=%22%3E%3Cb%3E&kind=village&depth=3").content.decode()
    assert "<b>" not in html.split('class="filters"')[1].split("</form>")[0]
    assert 'value="village" checked' in html
    assert '<span class="n">25</span>' in html and "#light-red" in html
    assert "filters__more" in html and "(1)" in html  # one of the lesser filters is in use


def test_the_cost_does_not_grow_with_the_rows(town, page, django_assert_num_queries):
    page()  # the town's name and the user's posts are kept from here on
    for _round in range(2):
        with django_assert_num_queries(3):  # count, rows, and the shell's bell
            names(page())
        for number in range(3):
            UnitFactory(name=f"新村{_round}{number}", parent=town.home)


@pytest.mark.parametrize(
    ("sort", "href", "state"),
    [
        ("name", "?q=1&amp;sort=-name", 'aria-sort="ascending"'),
        ("-name", "?q=1&amp;sort=name", 'aria-sort="descending"'),
        ("from", "?q=1&amp;sort=name", ""),
    ],
)
def test_a_head_sorts_and_a_second_click_turns_it_round(sort, href, state):
    html = sort_th({"sort": sort, "sort_query": "q=1&"}, "name", "名称", "num")
    assert f'href="{href}"' in html and 'class="num"' in html
    assert ("aria-sort" in html) == bool(state) and state in html


@pytest.mark.parametrize(
    ("sort", "state"),
    [
        ("newest", "descending"),
        ("-newest", "ascending"),
        ("from", "ascending"),
        ("-from", "descending"),
        ("name", "ascending"),
    ],
)
def test_a_head_says_which_way_the_rows_run_whatever_the_address_calls_it(page, sort, state):
    """Newest first falls, though its name in the address has no minus."""
    context = page(f"sort={sort}").context_data
    html = sort_th(context, sort.removeprefix("-"), "名称")
    assert f'aria-sort="{state}"' in html
    assert ("#arrow-down" in html) == (state == "descending")


def test_what_keeps_rows_apart_does_not_turn_the_arrow():
    people = PersonList()
    people.sort = "name"
    assert people.sorts["name"][0] == "-is_active"
    assert not people._sort_falls
