"""Year over year: the same rounds of both years, gaps, parts of a year, sections like for like."""

from decimal import Decimal

import pytest
from django.urls import reverse

from core.models import Role, UnitKind
from inspections.models import Basis, ItemResult, Level
from tests.dashboards.scenes import add_results, make_round
from tests.factories import ItemFactory, SectionFactory, StandardFactory, UnitFactory, make_person

D = Decimal


@pytest.fixture
def page(client_for):
    def visit(role="leader", **query):
        response = client_for(role).get(reverse("compare"), query)
        assert response.status_code == 200
        return response

    return visit


def rows_of(response) -> dict:
    return {line.name: line.row for table in response.context["tables"] for line in table["rows"]}


def city_year(town, year, *scores):
    """Rounds 1, 2 … of a year with the home town's scores; None leaves a round out. 柳林街道 always has 90."""
    for number, score in enumerate(scores, start=1):
        if score:
            make_round(town.city, {town.home: score, town.peer: "90"}, year=year, number=number)


def test_whole_years_are_compared_as_they_are(page, town):
    city_year(town, 2025, "90", "92")
    city_year(town, 2026, "93", "94")
    response = page()
    row = rows_of(response)["枫河街道"]
    assert (row.pair.this, row.pair.last, row.pair.difference, row.pair.rounds) == (
        D("93.50"),
        D("91.00"),
        D("2.50"),
        2,
    )
    assert (row.rank, row.last_rank) == (1, 1)
    assert not response.context["coverage"]


def test_a_part_of_a_year_is_compared_over_the_same_rounds_and_says_so(page, town):
    city_year(town, 2025, "90", "92", "99", "99", "99")
    city_year(town, 2026, "93", "94", None)
    response = page()
    row = rows_of(response)["枫河街道"]
    assert (row.pair.this, row.pair.last, row.pair.rounds) == (D("93.50"), D("91.00"), 2)
    assert "2026年已公布2次，上一年5次：只比较相同的2次。" in response.content.decode()


def test_a_round_that_one_year_lacks_is_a_gap_in_the_course(page, town):
    city_year(town, 2025, "90", "92")
    city_year(town, 2026, "93", None, "94")
    stops = page().context["course"]["stops"]
    assert [(stop.this_score, stop.last_score) for stop in stops] == [
        (D("93.00"), D("90.00")),
        (None, D("92.00")),
        (D("94.00"), None),
    ]


def test_a_unit_that_missed_a_round_is_compared_over_its_own_rounds(page, town):
    city_year(town, 2025, "90", "92")
    make_round(town.city, {town.home: "93", town.peer: "90"}, number=1)
    make_round(town.city, {town.peer: "90"}, number=2)
    response = page()
    row = rows_of(response)["枫河街道"]
    assert (row.pair.this, row.pair.last, row.pair.rounds) == (D("93.00"), D("90.00"), 1)


def test_a_unit_without_a_result_this_year_is_a_gap(page, town):
    city_year(town, 2025, "90")
    make_round(town.city, {town.peer: "90"}, number=1)
    row = rows_of(page())["枫河街道"]
    assert (row.pair.this, row.pair.difference, row.last_rank) == (None, None, 1)


def test_one_round_is_compared_with_the_same_round(page, town):
    city_year(town, 2025, "90", "92")
    city_year(town, 2026, "93", "94")
    row = rows_of(page(round=2))["枫河街道"]
    assert (row.pair.this, row.pair.last) == (D("94.00"), D("92.00"))


def test_no_last_year_says_there_is_nothing_to_compare(page, town):
    city_year(town, 2026, "93")
    response = page()
    assert rows_of(response)["枫河街道"].pair.difference is None
    assert "不作比较" in response.content.decode()


def test_last_years_bulletin_gives_last_years_rank(page, town):
    city_year(town, 2025, "89")
    make_round(town.city, {town.home: None}, year=2025, number=None, ranks={town.home: 1})
    city_year(town, 2026, "93")
    assert rows_of(page())["枫河街道"].last_rank == 1


@pytest.fixture
def checks(town):
    """Self-checks of two years on two versions of a standard; the town's totals by item."""

    def make(same_standard: bool):
        old = standard_with("1.1", "1.2")
        new = old if same_standard else standard_with("1.1", "1.3")
        for year, standard, points in ((2025, old, (8, 10)), (2026, new, (9, 5))):
            check = make_round(town.home, {town.village: "90"}, level=Level.SELF_CHECK, year=year, standard=standard)
            make_total(check, town.home)
            for item, awarded in zip(standard.items.order_by("code"), points, strict=True):
                ItemResult.objects.create(
                    round=check,
                    basis=Basis.TOTAL,
                    unit=town.home,
                    item=item,
                    awarded=awarded,
                    maximum=10,
                    observations=1,
                )

    return make


def make_total(check, home):
    check.results.create(basis=Basis.TOTAL, unit=home, base=D(90), score=D(90), points=5)


def standard_with(*codes):
    standard = StandardFactory()
    section = SectionFactory(standard=standard, name="环境卫生")
    for code in codes:
        ItemFactory(section=section, standard=standard, code=code)
    return standard


def test_sections_stand_beside_each_other(page, checks):
    checks(same_standard=True)
    response = page(level="self_check")
    sections = response.context["sections"]
    [row] = sections.rows
    assert (row.name, row.raw.this, row.raw.last, sections.changed) == ("环境卫生", D("70.00"), D("90.00"), False)
    assert "两年使用同一版考核细则" in response.content.decode()


def test_a_changed_standard_is_compared_over_the_common_items_beside_the_raw_figures(page, checks):
    checks(same_standard=False)
    response = page(level="self_check")
    sections = response.context["sections"]
    [row] = sections.rows
    assert (row.raw.this, row.raw.last) == (D("70.00"), D("90.00"))
    assert (row.common.this, row.common.last, row.common.difference) == (D("90.00"), D("80.00"), D("10.00"))
    assert (sections.changed, sections.common_items) == (True, 1)
    assert "两年考核细则有变化" in response.content.decode()


def test_without_item_results_there_is_no_table_of_sections(page, town):
    city_year(town, 2025, "90")
    city_year(town, 2026, "91")
    assert page().context["sections"] is None


def test_a_single_unit_is_enough(page, town):
    make_round(town.city, {town.home: "90"}, year=2025)
    make_round(town.city, {town.home: "91"})
    assert [row.pair.difference for row in rows_of(page()).values()] == [D("1.00")]


def test_units_of_another_kind_have_a_table_of_their_own(page, town):
    other = UnitFactory(name="河口镇", kind=UnitKind.TOWN, parent=town.city)
    make_round(town.city, {town.home: "90", other: "95"})
    assert [table["title"] for table in page().context["tables"]] == ["街道", "镇"]


def test_the_course_of_a_responsible_unit_is_its_own(client_for, town):
    unit = UnitFactory(name="城建办", kind=UnitKind.DEPARTMENT, parent=town.home)
    user = make_person("张工", Role.UNIT, unit)
    for year, score in ((2025, "95"), (2026, "96.50")):
        check = make_round(town.home, {town.village: "90"}, level=Level.SELF_CHECK, year=year)
        add_results(check, {unit: score}, basis=Basis.DEPARTMENT)
    client = client_for("anonymous")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    context = client.get(reverse("compare"), {"level": "self_check", "kind": "department"}).context
    assert [(stop.this_score, stop.last_score) for stop in context["course"]["stops"]] == [(D("96.50"), D("95.00"))]


def test_a_bulletin_of_one_year_alone_is_not_set_against_the_rounds_of_the_other(page, town):
    city_year(town, 2025, "90", "92")
    make_round(town.city, {town.home: "99"}, year=2025, number=None)
    city_year(town, 2026, "93", "94")
    row = rows_of(page())["枫河街道"]
    assert (row.pair.this, row.pair.last, row.pair.rounds) == (D("93.50"), D("91.00"), 2)


def test_bulletins_of_both_years_are_compared_and_called_so(page, town):
    for year, score in ((2025, "90"), (2026, "91")):
        make_round(town.city, {town.home: score, town.peer: "80"}, year=year, number=None)
    response = page()
    row = rows_of(response)["枫河街道"]
    assert (row.pair.difference, row.pair.rounds) == (D("1.00"), 0)
    assert "0次" not in response.context["lead"] and "按两年的全年通报" in response.context["lead"]


def test_places_among_other_numbers_of_units_say_so(page, town):
    third = UnitFactory(name="石桥街道", kind=UnitKind.SUBDISTRICT, parent=town.city)
    make_round(town.city, {town.home: "90", town.peer: "91", third: "92"}, year=2025)
    make_round(town.city, {town.home: "90", town.peer: "91"})
    for query in ({}, {"round": 1}):
        response = page(**query)
        assert "去年3个单位参与排名，今年2个" in response.content.decode()
        assert rows_of(response)["枫河街道"].last_of == 3
    make_round(town.city, {town.home: "90", town.peer: "91", third: "92"}, number=2)
    assert "参与排名，今年" not in page(round=2).content.decode()
