"""Every list of what was built, kept, paid for and done filters, searches, sorts, pages, goes out to Excel and is read back."""

import pytest
from django.urls import URLPattern, get_resolver

from core.pages import ListPage
from core.table_in.registry import TABLES

APPS = ("facilities", "campaign")
OTHER_LOOKS = {
    "ProjectBoard": "the list of projects as a board",
    "ProjectMonths": "the list of projects as bars, which come back by facilities.tables.months",
    "FacilityMap": "the list of facilities as a map",
    "FacilityTotals": "the sums of the list of facilities",
    "ClearanceTotals": "the sums of the month of clearance",
    "HonourTotals": "the sums of the list of honours",
    "HonourRoster": "the list of honours on paper",
    "HonourCertificates": "the list of honours on paper",
    "PlanTotals": "the sums of the list of plans",
}
"""They show the rows of a list that stands below."""
OF_UNITS = {"TeamList": "cleaning teams are units and come in with these"}


def lists(patterns=None) -> dict[str, type[ListPage]]:
    """The list pages that an address leads to, by 'app:name'."""
    found = {}
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(one, URLPattern):
            found |= lists(one.url_patterns)
            continue
        view = getattr(one.callback, "view_class", object)
        app = view.__module__.split(".")[0]
        if app in APPS and issubclass(view, ListPage) and view.__name__ not in OTHER_LOOKS:
            found[f"{app}:{one.name}"] = view
    return found


EACH = pytest.mark.parametrize("view", [pytest.param(view, id=name) for name, view in sorted(lists().items())])


def test_the_lists_are_found():
    assert len(lists()) >= 13


@EACH
def test_a_list_filters_and_searches(view):
    assert "q" in view.filterset_class.base_filters
    assert len(view.filterset_class.base_filters) > 1 or view.__name__ in OF_UNITS


@EACH
def test_a_list_sorts_and_pages(view):
    assert len(view.sorts) > 1
    assert 0 < view.paginate_by <= 100


@EACH
def test_a_list_goes_out_and_comes_back_by_the_same_headings(view):
    headings = [heading for heading, _key in view.export_columns]
    assert headings and view.export_name
    if view.__name__ in OF_UNITS and view.__module__.startswith("facilities"):
        return
    assert TABLES[view.comes_back.code] is view.comes_back
    assert {column.heading for column in view.comes_back.columns} <= set(headings)
