"""What filters of lists have alike (core/filters.py)."""

import pytest
from django_filters import FilterSet

from core.filters import InYear, Search
from core.models import Unit
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


class ByName(FilterSet):
    q = Search("Search", "Name", "name")
    year = InYear(lambda user: [2026, 2025], field_name="starts_on__year")


@pytest.fixture
def found(town, rf, office):
    UnitFactory(name="枫河北街社区")
    UnitFactory(name="枫河南街社区")
    request = rf.get("/")
    request.user = office
    return lambda **asked: ByName(asked, queryset=Unit.objects.all(), request=request)


def test_each_word_is_looked_for_by_itself_in_any_order(found):
    assert [unit.name for unit in found(q="社区 北街").qs] == ["枫河北街社区"]


def test_an_empty_search_leaves_out_nothing(found):
    assert found(q=" ").qs.count() == Unit.objects.count()


def test_a_year_is_one_of_those_that_there_are(found):
    assert found(year="2026").form.errors == {}
    assert "year" in found(year="1999").form.errors
