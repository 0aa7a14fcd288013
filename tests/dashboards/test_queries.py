"""What a page costs doesn't grow with its rows."""

import itertools

import pytest
from django.core.cache import cache
from django.urls import reverse

from core.models import UnitKind
from inspections.models import Level
from tests.dashboards.scenes import add_results, make_round
from tests.factories import TaskFactory, UnitFactory
from tests.queries import assert_same_query_count, count_queries

PAGES = ["overview", "rankings", "compare", "rankings_chart", "compare_chart", "course_chart"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("query", ["", "?round=1", "?format=csv"])
def test_the_same_number_of_queries_for_one_and_for_twenty_units(client_for, town, name, query):
    rounds = [make_round(town.city, {town.home: "90"}, year=year) for year in (2025, 2026)]
    checks = [make_round(town.home, {}, level=Level.SELF_CHECK, year=year) for year in (2025, 2026)]

    def one_more():
        peer = UnitFactory(kind=UnitKind.SUBDISTRICT, parent=town.city)
        village = UnitFactory(parent=town.home)
        for round in rounds:
            add_results(round, {peer: "90"})
        for check in checks:
            add_results(check, {village: "90"})
        TaskFactory(responsible_unit=village)

    assert_same_query_count(client_for("leader"), reverse(name) + query, one_more)


@pytest.mark.parametrize("name", PAGES)
def test_the_same_number_of_queries_for_one_and_for_ten_rounds(client_for, town, name):
    numbers = itertools.count(1)

    def one_more():
        number = next(numbers)
        for year in (2025, 2026):
            make_round(town.city, {town.home: "90", town.peer: "91"}, year=year, number=number)

    assert_same_query_count(client_for("leader"), reverse(name), one_more, n2=10)


@pytest.mark.parametrize(("name", "most"), [("overview", 15), ("rankings", 14), ("compare", 15)])
def test_a_page_needs_few_queries(client_for, town, settings, name, most):
    """What is kept until something changes is not asked for again."""
    settings.KEPT_SECONDS = 60
    cache.clear()
    make_round(town.city, {town.home: "90"}, year=2025)
    make_round(town.city, {town.home: "90"})
    client = client_for("leader")
    client.get(reverse(name))
    assert len(count_queries(client, reverse(name))) <= most
