"""Every list of the product filters, searches, sorts, pages and goes out to Excel; what an office keeps in one is read back too."""

import pytest
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from core.pages import ListPage
from core.table_in.registry import TABLES

OTHER_LOOKS = {
    "ProjectBoard": "the list of projects as a board",
    "FacilityMap": "the list of facilities as a map",
    "FacilityTotals": "the sums of the list of facilities",
    "ClearanceTotals": "the sums of the month of clearance",
    "HonourTotals": "the sums of the list of honours",
    "HonourRoster": "the list of honours on paper",
    "HonourCertificates": "the list of honours on paper",
    "PlanTotals": "the sums of the list of plans",
    "PointMap": "the list of points as a map",
    "PointLabels": "the list of points on paper",
}
"""They show the rows of a list that stands below."""
UNFILTERED = {
    "robots": "a handful of a town's groups",
    "inspections:draws": "for everybody to check, in the order of their publication",
}
NO_FILTER_BUT_WORDS = {"facilities:teams": "a town has a few"}
IN_ONE_ORDER = {
    **UNFILTERED,
    "notices": "one's own, the unread ones first",
    "deliveries": "as they were made",
    "facilities:project_months": "bars stand by their beginning",
}
NOT_AS_A_FILE = {"robots": "their addresses are secrets", "notices": "one's own, of what stands in other lists"}
IN_THEIR_OWN_WAY = {
    "units": "core.units.list_in", "people": "core.people.list_in", "dictionary": "core.dictionaries.file",
    "inspections:points": "inspections.imports.points", "inspections:standards": "inspections.imports.standard",
    "inspections:rounds": "inspections.imports.form: with their sheets", "inspections:bulletins": "inspections.imports.bulletin",
    "inspections:round_sheets": "inspections.imports.form",
    "facilities:teams": "cleaning teams are units and come in with these",
    "facilities:project_months": "facilities.tables.months", "rectification:list": "rectification.ledger_in",
}  # fmt: skip
"""Read back, though not by the columns of the page."""
STEPS = {
    "inspections:appeals", "inspections:amendments", "inspections:adjustments", "inspections:rewards", "inspections:draws",
    "inspections:assignments", "inspections:imports", "rectification:orders", "rectification:talks",
    "rectification:root_causes", "notices", "deliveries", "robots",
}  # fmt: skip
"""What people decided, signed, drew or were told, one by one and by who may: no file does it for them."""


def lists(patterns=None, space: str = "") -> dict[str, type[ListPage]]:
    """The list pages that an address leads to, by 'app:name'."""
    found = {}
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(one, URLPattern):
            found |= lists(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
            continue
        view = getattr(one.callback, "view_class", object)
        if issubclass(view, ListPage) and view.__name__ not in OTHER_LOOKS:
            found[f"{space}{one.name}"] = view
    return found


LISTS = sorted(lists().items())
EACH = pytest.mark.parametrize(("name", "view"), [pytest.param(name, view, id=name) for name, view in LISTS])


def test_the_lists_are_found_and_no_exception_outlives_its_list():
    assert len(LISTS) >= 36
    named = {*UNFILTERED, *NO_FILTER_BUT_WORDS, *IN_ONE_ORDER, *NOT_AS_A_FILE, *IN_THEIR_OWN_WAY, *STEPS}
    assert named <= dict(LISTS).keys()


@EACH
def test_a_list_filters_and_searches(name, view):
    if name in UNFILTERED:
        return
    assert "q" in view.filterset_class.base_filters
    assert len(view.filterset_class.base_filters) > 1 or name in NO_FILTER_BUT_WORDS


@pytest.mark.django_db
def test_every_list_looks_up_the_words_of_a_search(town, client_for):
    clients = [client_for("office"), client_for("admin")]
    for name, _view in LISTS:
        try:
            url = reverse(name)
        except NoReverseMatch:  # of one round, of one dictionary
            continue
        answer = next(one for client in clients if (one := client.get(url, {"q": "没有的词"})).status_code == 200)
        if name not in UNFILTERED:
            assert not answer.context["ignored"] and not answer.context["page_obj"].paginator.count, name


@EACH
def test_a_list_sorts_and_pages(name, view):
    assert len(view.sorts) > 1 or name in IN_ONE_ORDER
    assert 0 < view.paginate_by <= 100


@EACH
def test_a_list_goes_out_and_comes_back_by_the_same_headings(name, view):
    if (
        name in NOT_AS_A_FILE or name == "dictionary"
    ):  # each dictionary has its own, see tests/core/test_dictionaries_in.py
        return
    assert view.export_columns and view.export_name
    if view.comes_back:
        assert TABLES[view.comes_back.code] is view.comes_back
    if name in IN_THEIR_OWN_WAY or name in STEPS:
        return
    headings = {heading for heading, _key in view.export_columns}
    assert {column.heading for column in view.comes_back.columns} <= headings
