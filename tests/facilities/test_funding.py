"""Money: entries that are never overwritten, sums that equal a naive recount, the gap."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as law
from hypothesis import strategies as st

from core.attachments.papers import papers_of
from core.errors import DomainError, NotAllowed
from core.models import TrailEntry
from facilities.models import FundingEntry
from facilities.selectors.funding import Sums, sums_by, sums_by_project, sums_by_source
from facilities.selectors.funding_page import funding_table, needs
from facilities.services.funding import correct_money, enter_money, value_of
from tests.facilities.works import make_project, money, source
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def enter(project, step, amount, by, now, key=None, name="办事处自筹", **fields):
    return enter_money(
        project=project, year=2026, source=source(name), step=step, amount=Decimal(amount), on=TODAY, key=key or uuid4(),
        by=by, now=now, **fields,
    )  # fmt: skip


def test_more_is_paid_than_secured_only_with_a_reason(office, now):
    project = make_project()
    enter(project, "secured", 1000, office, now)
    enter(project, "paid", 1000, office, now)
    with pytest.raises(DomainError) as refused:
        enter(project, "paid", "0.01", office, now)
    assert "reason" in refused.value.error_dict
    assert enter(project, "paid", "0.01", office, now, reason="垫付").reason == "垫付"


def test_what_another_source_or_project_secured_does_not_cover(office, now):
    project = make_project()
    enter(project, "secured", 1000, office, now, name="开发区财政")
    enter(make_project(), "secured", 1000, office, now)
    with pytest.raises(DomainError):
        enter(project, "paid", 1, office, now)


def test_an_entry_sent_twice_is_one(office, now):
    project, key = make_project(), uuid4()
    assert enter(project, "planned", 5, office, now, key=key) == enter(project, "planned", 5, office, now, key=key)
    assert FundingEntry.objects.count() == 1


def test_no_money_is_entered_or_corrected_for_a_day_to_come(office, now):
    later = date(2026, 11, 24)
    with pytest.raises(DomainError):
        enter_money(
            project=None,
            year=2026,
            source=source(),
            step="secured",
            amount=Decimal(5),
            on=later,
            key=uuid4(),
            by=office,
            now=now,
        )
    entry = enter(None, "secured", 5, office, now)
    with pytest.raises(DomainError):
        correct_money(entry=entry, amount=Decimal(4), reason="误录", key=uuid4(), by=office, now=now, on=later)


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_an_amount_is_above_0(amount, office, now):
    with pytest.raises(DomainError):
        enter(make_project(), "planned", amount, office, now)


def correct(entry, amount, by, now, reason="录入有误"):
    return correct_money(entry=entry, amount=Decimal(amount), reason=reason, key=uuid4(), by=by, now=now, on=TODAY)


def test_a_correction_is_an_entry_that_names_the_one_it_corrects(office, now):
    first = enter(make_project(), "planned", 1000, office, now)
    second = correct(first, 800, office, now)
    first.refresh_from_db()
    assert (first.amount, second.amount, second.corrects, value_of(first)) == (1000, -200, first, 800)
    assert TrailEntry.objects.about(second).get().verb == "correct_money"


def test_a_correction_of_a_correction_names_the_first(office, now):
    first = enter(make_project(), "planned", 1000, office, now)
    third = correct(correct(first, 800, office, now), 900, office, now)
    assert (third.corrects, third.amount, value_of(first)) == (first, 100, 900)


def test_a_correction_needs_a_reason_and_a_change(office, now):
    first = enter(make_project(), "planned", 1000, office, now)
    for amount, reason in ((800, " "), (1000, "x"), (-1, "x")):
        with pytest.raises(DomainError):
            correct(first, amount, office, now, reason)


def test_only_the_office_enters_and_corrects(office, unit, leader, town, now):
    project = make_project(carried_out_by=town.village)
    entry = enter(project, "planned", 1, office, now)
    for person in (unit, leader):
        with pytest.raises(NotAllowed):
            enter(project, "planned", 1, person, now)
        with pytest.raises(NotAllowed):
            correct(entry, 2, person, now)


def test_money_of_the_campaign_as_a_whole_belongs_to_no_project(office, unit, now):
    entry = enter(None, "planned", 1, office, now)
    assert list(FundingEntry.objects.visible_to(office)) == [entry]
    assert not FundingEntry.objects.visible_to(unit).exists()


def test_a_paper_comes_with_the_entry(office, now):
    from django.core.files.uploadedfile import SimpleUploadedFile

    paper = SimpleUploadedFile("批复.pdf", b"%PDF-1.4 x", content_type="application/pdf")
    entry = enter(make_project(), "secured", 5, office, now, document="楚开财9号", paper=paper)
    assert [paper.title for paper in papers_of(entry)] == ["楚开财9号"]


@pytest.mark.parametrize(("need", "secured", "gap"), [(170, 150, 20), (100, 120, 0), (None, 50, None)])
def test_the_gap_is_need_less_secured_and_unknown_where_the_need_is(need, secured, gap):
    project = make_project(need=need)
    money(project, "secured", secured)
    assert sums_by_project([project], 2026)[project.pk].gap == gap


def test_what_one_project_has_too_much_fills_no_gap_of_another(office):
    for need, secured in ((100, 150), (100, 40)):
        money(make_project(need=need), "secured", secured)
    found = needs(office, 2026)
    assert (found.gap, found.total.need, found.total.secured) == (60, 200, 190)
    assert [line.sums.gap for line in found.rows] == [60, 0]
    largest = needs(office, 2026, 1)
    assert ([line.sums.gap for line in largest.rows], largest.gap) == ([60], 60)


def test_what_earlier_years_secured_covers_no_need_that_comes_anew_each_year(office, client_for, frozen_now):
    lamps, road = make_project(need=1_000_000, need_per_year=True), make_project(need=1_000_000)
    for project in (lamps, road):
        money(project, "secured", 900_000, year=2025)
        money(project, "secured", 200_000, year=2026)
    found = needs(office, 2026)
    assert (found.gap, [(line.project, line.sums.gap, line.sums.secured) for line in found.rows]) == (
        800_000, [(lamps, 800_000, 1_100_000), (road, 0, 1_100_000)],
    )  # fmt: skip
    secured = client_for("office").get(lamps.get_absolute_url()).context["figures"][2]
    assert (secured.value, "80.00" in secured.sub) == ("110.00", True)


def test_the_lines_that_are_left_out_count_in_the_sums(office):
    for need in (300, 200, 100):
        money(make_project(need=need), "planned", need)
    money(None, "planned", 7)
    few, whole = (funding_table(office, "project", 2026, None, TODAY, shown) for shown in (2, None))
    assert [row.sums.planned for row in few.rows] == [300, 200, 7]
    assert [row.sums.planned for row in whole.rows] == [300, 200, 100, 7]
    assert (few.left_out, whole.left_out) == (1, 0)
    assert (few.total, few.short, few.short) == (whole.total, whole.short, Decimal(607))


def test_a_part_of_a_year_is_set_against_the_same_part(office):
    project = make_project()
    for year, on, amount in (
        (2026, date(2026, 5, 1), 10), (2025, date(2025, 11, 23), 20), (2025, date(2025, 11, 24), 40),
    ):  # fmt: skip
        money(project, "secured", amount, year=year, on=on)
    table = funding_table(office, "source", 2026, None, TODAY)
    assert (table.total.secured, table.last.secured) == (10, 20)
    assert table.period_words
    whole = funding_table(office, "source", 2025, None, TODAY)
    assert (whole.total.secured, whole.last.secured, whole.period_words) == (60, 0, "")


amounts = st.decimals(0, 10**9, places=2)
entries = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(["planned", "secured", "paid"]), amounts,
        st.sampled_from(["办事处自筹", "开发区财政", "市场化运作"]), st.integers(2024, 2026),
    ),
    max_size=25,
)  # fmt: skip


@law(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries)
def test_sums_equal_a_naive_recount_to_the_cent(office, rows):
    FundingEntry.objects.all().delete()
    projects = [make_project(need=10**6) for _ in range(3)]
    naive = {"project": defaultdict(Sums), "source": defaultdict(Sums), "year": defaultdict(Sums)}
    for place, step, amount, name, year in rows:
        entry = money(projects[place], step, amount, name, year)
        for field, key in (("project", entry.project_id), ("source", entry.source_id), ("year", year)):
            naive[field][key].add(step, amount)
    for field, expected in naive.items():
        found = sums_by(FundingEntry.objects.all(), field)
        assert {key: figures(sums) for key, sums in found.items()} == {
            key: figures(sums) for key, sums in expected.items()
        }
    for project in projects:
        by_source = sums_by_source(project)
        whole = sums_by_project([project], 2026)[project.pk]
        assert figures(whole) == tuple(sum((figures(row.sums)[n] for row in by_source), Decimal(0)) for n in range(3))


def figures(sums: Sums) -> tuple[Decimal, Decimal, Decimal]:
    return sums.planned, sums.secured, sums.paid


steps = st.lists(st.tuples(st.sampled_from(["secured", "paid"]), st.integers(1, 50)), max_size=15)


@law(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_without_reasons_no_more_is_ever_paid_than_secured(office, now, rows):
    project = make_project()
    for step, amount in rows:
        try:
            enter(project, step, amount, office, now)
        except DomainError:
            assert step == "paid"
        sums = sums_by_project([project], 2026)[project.pk]
        assert sums.paid <= sums.secured


@pytest.mark.parametrize("by", ["source", "project", "year"])
def test_the_page_shows_an_entry_at_once_though_its_sums_are_kept(office, now, client_for, settings, by):
    settings.KEPT_SECONDS = 60
    project, url = make_project(), f"/funding/?by={by}&year=2026"
    enter(project, "secured", 10_000, office, now)
    for _again in range(2):
        assert client_for("office").get(url).context["table"].total.secured == 10_000
    enter(project, "secured", 5_000, office, now)
    assert client_for("office").get(url).context["table"].total.secured == 15_000


def test_the_chart_asks_the_entries_nothing_until_something_changes(client_for, office, now, settings):
    settings.KEPT_SECONDS = 60
    enter(make_project(), "planned", 5, office, now)
    client, url = client_for("office"), f"{reverse('facilities:funding_chart')}?by=project"
    client.get(url)
    assert not [sql for sql in count_queries(client, url) if "facilities_" in sql]
    enter(make_project(), "planned", 7, office, now)
    assert len(client.get(url).json()["labels"]) == 2
