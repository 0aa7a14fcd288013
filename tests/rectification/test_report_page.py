"""The page of indicators: its figures and the lists behind them, small numbers, versions of the definitions, files."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache

from core.errors import DomainError
from core.models import TrailEntry
from rectification.forms.report import choose
from rectification.models import IndicatorRules, RectificationTask
from rectification.selectors.indicators import rules_on
from rectification.services import perform
from rectification.services.indicator_rules import change_rules
from tests.factories import FindingFactory, PointFactory, ProblemKindFactory, TaskFactory
from tests.queries import assert_same_query_count, count_queries

URL = "/rectification/report/"
RULES = "/rectification/report/rules/"
AS_BEFORE = {
    "on_time_by": "closed", "leave_out_suspended": True, "leave_out_transferred": True, "recurs_within_days": 90,
    "least_for_percent": 5,
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("frozen_now")


@pytest.fixture
def done(town, now):
    """done(n, late=…, years=…, **fields): so many tasks of 马桥村 that were due and closed a while ago."""

    def make(n=1, *, late=False, years=0, unit=None, **fields):
        due = now - timedelta(days=10 + 365 * years)
        closed = due + timedelta(hours=5 if late else -5)
        given = {
            "responsible_unit": unit or town.village, "state": "closed", "reported_at": due - timedelta(days=3),
            "registered_at": due - timedelta(days=3), "deadline": due, "submitted_at": closed - timedelta(hours=2),
            "closed_at": closed, "passes": 1, "minutes_to_close": 600,
        } | fields  # fmt: skip
        return [TaskFactory(**given) for _ in range(n)]

    return make


def cells(client, query="", name=None):
    """{indicator: cell} of a row (the one for all, unless named)."""
    context = client.get(URL + query).context
    row = context["everything"] if name is None else next(row for row in context["rows"] if row.name == name)
    return {cell.indicator.key: cell for cell in row.cells}


def numbers_linked(html):
    """Each number of the table that is a link: (address, number)."""
    found = re.findall(r'<a href="(/rectification/\?[^"]*figure=[^"]*)">(\d+)</a>', html)
    return [(address.replace("&amp;", "&"), int(number)) for address, number in found]


@pytest.mark.parametrize("by", ["unit", "kind", "source"])
def test_every_number_leads_to_a_list_of_exactly_so_many_tasks(client_for, done, report, closed, town, now, by):
    done(4, late=True, passes=2, reworks=1, minutes_to_close=300)
    done(7, unit=town.other_village, finding__kind=ProblemKindFactory(name="市政设施"), finding__source="public")
    done(3, years=1)
    done(1, state="suspended", closed_at=None)
    done(2, closed_at=now - timedelta(days=100), deadline=now - timedelta(days=99))
    report("没有类别", kind=None)
    office = client_for("office")
    linked = numbers_linked(office.get(f"{URL}?by={by}").content.decode())
    assert len(linked) > 30
    for address, number in linked:
        listed = office.get(address)
        assert not listed.context["ignored"], address
        assert listed.context["page_obj"].paginator.count == number, address
        assert listed.context["figure_words"]


def test_the_rates_of_known_tasks(client_for, done):
    done(6)
    done(2, late=True, passes=2, reworks=1)
    done(1, state="in_progress", closed_at=None, submitted_at=None, passes=0)
    done(1, state="suspended", closed_at=None, submitted_at=None, passes=0)
    found = cells(client_for("office"))
    assert found["registered"].this.rate == (10, 10)
    assert found["closed"].this.rate == (8, 10)
    assert found["on_time"].this.rate == (6, 9)
    assert found["on_time"].this.text == "66.7%"
    assert found["reworked"].this.rate == (2, 10)
    assert (found["reworked"].this.part_tasks, found["reworked"].this.whole_tasks) == (2, 8)


@pytest.mark.parametrize("by", ["closed", "submitted"])
def test_what_was_done_at_the_very_deadline_was_done_on_time(client_for, done, office, now, by):
    """And a second later it was not; whichever moment the office's rules go by."""
    due = now - timedelta(days=10)
    for late in (timedelta(), timedelta(seconds=1)):
        done(
            5,
            **{"deadline": due, "submitted_at": due - timedelta(hours=1), "closed_at": due + late}
            if by == "closed"
            else {"deadline": due, "submitted_at": due + late, "closed_at": due + timedelta(days=1)},
        )
    rules = AS_BEFORE | {"on_time_by": by, "starts_on": date(2026, 1, 1), "made_by": office, "made_at": now}
    IndicatorRules.objects.create(**rules)
    assert cells(client_for("office"))["on_time"].this.rate == (5, 10)


def test_duplicates_are_not_counted_as_reported(client_for, reported, report, office, now):
    other = report("同一处")
    perform(task=reported, verb="mark_duplicate", by=office, now=now, other_task=other)
    assert cells(client_for("office"))["registered"].this.rate == (1, 1)


def test_what_an_authority_has_to_do_is_not_due(client_for, done):
    done(1, state="transferred", responsible_unit=None, authority="市供水公司", closed_at=None)
    done(1, responsible_unit=None, authority="市供水公司")
    assert cells(client_for("office"))["closed"].this.rate == (0, 0)


def test_few_tasks_stand_as_two_numbers(client_for, done):
    done(4)
    html = client_for("office").get(URL).content.decode()
    assert cells(client_for("office"))["on_time"].this.text == "4/4"
    assert "100.0%" not in html


def test_last_year_stands_beside_with_its_difference_and_the_page_says_that_it_is_a_part(client_for, done):
    done(8)
    done(2, late=True)
    done(5, years=1)
    done(5, years=1, late=True)
    page = client_for("office").get(URL)
    on_time = cells(client_for("office"))["on_time"]
    assert on_time.last.rate == (5, 10)
    assert on_time.change == on_time.this.percent - on_time.last.percent
    assert "2025年1月1日至11月23日" in page.content.decode()
    assert "个百分点" in page.content.decode()


def test_a_closure_is_judged_when_its_days_are_over_and_a_return_counts_once(client_for, point, town, now):
    closed_at = now - timedelta(days=95)
    first = TaskFactory(state="closed", closed_at=closed_at, responsible_unit=town.village, finding__point=point)
    TaskFactory(state="closed", closed_at=closed_at, responsible_unit=town.village)
    TaskFactory(state="closed", closed_at=now - timedelta(days=89), responsible_unit=town.village)
    for days, state in ((20, "assigned"), (30, "assigned"), (92, "assigned"), (10, "rejected")):
        again = FindingFactory(point=point, recurs_of=first, found_at=closed_at + timedelta(days=days))
        TaskFactory(finding=again, state=state, responsible_unit=town.village)
    found = cells(client_for("office"))["came_back"].this
    assert found.rate == (1, 2)


def test_a_return_that_was_a_mistake_does_not_count(client_for, point, town, now):
    closed_at = now - timedelta(days=95)
    first = TaskFactory(state="closed", closed_at=closed_at, responsible_unit=town.village, finding__point=point)
    again = FindingFactory(point=point, recurs_of=first, found_at=closed_at + timedelta(days=10))
    TaskFactory(finding=again, state="rejected")
    assert cells(client_for("office"))["came_back"].this.rate == (0, 1)


def test_the_median_is_of_office_hours(client_for, done):
    for minutes in (60, 90, 600):
        done(1, minutes_to_close=minutes)
    hours = client_for("office").get(URL).context["everything"].hours
    assert (hours.this.text, hours.this.n) == ("1.5", 3)


def test_a_unit_sees_the_figures_of_its_own_tasks_alone(client_for, done, town):
    done(6)
    done(7, unit=town.other_village)
    assert cells(client_for("unit"))["on_time"].this.rate == (6, 6)
    assert cells(client_for("leader"))["on_time"].this.rate == (13, 13)
    assert client_for("inspector").get(URL).status_code == 403


def test_the_overview_and_the_report_have_the_same_rate(client_for, done, now):
    done(6)
    done(3, late=True, submitted_at=now - timedelta(days=11))
    IndicatorRules.objects.create(
        starts_on=date(2026, 1, 1), made_at=done(1)[0].reported_at, made_by_id=client_for("office").session["_auth_user_id"],
        **AS_BEFORE | {"on_time_by": "submitted"},
    )  # fmt: skip
    shown = client_for("office").get("/").context["seen"].on_time
    cell = cells(client_for("office"), "?period=2026")["on_time"]
    assert shown.this == cell.this.rate == (10, 10)
    assert client_for("office").get(shown.tasks_url).context["page_obj"].paginator.count == 10


@pytest.mark.parametrize(
    "query", ["?by=x", "?period=2026-13", "?rate=x", "?period=days&since=2026-05-01&until=2025-01-01"]
)
def test_what_cannot_be_understood_is_left_out_and_named(client_for, done, query):
    response = client_for("office").get(URL + query)
    assert response.status_code == 200
    assert response.context["ignored"]


def test_days_from_to_are_chosen_by_their_dates(now):
    choice = choose({"period": "days", "since": "2026-03-01", "until": "2026-05-31"}, now)
    assert not choice.ignored
    assert (choice.period.first_day, choice.period.last_day) == (date(2026, 3, 1), date(2026, 5, 31))


@pytest.mark.parametrize(
    "query",
    ["?figure=nothing&since=2026-01-01&until=2026-02-01", "?figure=due&since=x&until=2026-02-01", "?answers=9999999"],
)
def test_a_link_that_is_no_good_says_so_in_the_list(client_for, done, query):
    response = client_for("office").get("/rectification/" + query)
    assert response.status_code == 200
    assert response.context["ignored"]


def test_the_chart_shows_the_rows_that_have_a_percentage_the_highest_first(client_for, done, town):
    done(5, late=True)
    done(6, unit=town.other_village)
    done(2, unit=town.department)
    figures = client_for("office").get(f"{URL}chart/").json()
    assert figures["labels"] == ["焦山村", "马桥村"]
    assert figures["series"][0]["data"] == ["100.0", "0.0"]


def test_files_hold_the_rows_of_the_page(client_for, done, town):
    done(6)
    done(2, unit=town.other_village)
    response = client_for("office").get(f"{URL}?format=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [next(iter(row.values())) for row in rows] == ["马桥村", "焦山村", "全部"]
    assert rows[0]["按期结案率 (%)"] == "100.00"
    assert rows[1]["按期结案率 (%)"] == ""
    assert client_for("office").get(f"{URL}?format=xlsx").status_code == 200


def test_the_number_of_queries_does_not_grow_with_tasks_or_units(client_for, done):
    client = client_for("office")
    assert_same_query_count(client, URL, lambda: done(1, unit=PointFactory().unit))


def test_figures_are_kept_for_a_minute_but_not_beyond_a_change(client_for, reported, office, now, settings):
    settings.KEPT_SECONDS = 60
    client = client_for("office")
    assert cells(client)["registered"].this.rate == (0, 1)
    first = count_queries(client, URL)
    assert not [sql for sql in first if "reported_at" in sql]
    perform(task=reported, verb="register", by=office, now=now, kind=ProblemKindFactory(), severity="normal")
    assert cells(client)["registered"].this.rate == (1, 1)
    cache.clear()


def test_new_definitions_count_for_periods_that_begin_with_them_and_old_periods_keep_theirs(office, now):
    today = now.date()
    change_rules(
        by=office, starts_on=date(2027, 1, 1), note="市里统一口径", now=now, today=today,
        **AS_BEFORE | {"least_for_percent": 10},
    )  # fmt: skip
    from_page = {
        period: choose({"period": period}, now.replace(year=2027)).period.first_day for period in ("2026", "2027")
    }
    assert rules_on(from_page["2026"]).least_for_percent == 5
    assert rules_on(from_page["2027"]).least_for_percent == 10
    entry = TrailEntry.objects.get(verb="change_rules")
    assert entry.changes == {"least_for_percent": [5, 10]}
    assert entry.reason == "市里统一口径"


def test_a_version_may_count_from_today(office, now):
    today = now.date()
    change_rules(
        by=office, starts_on=today, note="今日起", now=now, today=today, **AS_BEFORE | {"least_for_percent": 6}
    )
    assert rules_on(today).least_for_percent == 6 and rules_on(today - timedelta(days=1)).least_for_percent == 5


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"starts_on": date(2026, 11, 22)}, "starts_on"),
        ({"starts_on": date(2026, 11, 1)}, "starts_on"),
        ({"note": " "}, "note"),
        ({"recurs_within_days": 91}, "recurs_within_days"),
        ({"least_for_percent": 5}, None),
    ],
)
def test_a_version_needs_a_coming_day_a_reason_and_a_difference(office, now, given, field):
    wanted = {"starts_on": date(2027, 1, 1), "note": "口径", **AS_BEFORE, "least_for_percent": 6} | given
    with pytest.raises(DomainError) as refused:
        change_rules(by=office, now=now, today=now.date(), **wanted)
    assert field is None or field in refused.value.message_dict
    assert not IndicatorRules.objects.exists()


def test_two_versions_cannot_begin_on_the_same_day(office, now):
    def change(least):
        wanted = AS_BEFORE | {"least_for_percent": least}
        change_rules(by=office, starts_on=date(2027, 1, 1), note="口径", now=now, today=now.date(), **wanted)

    change(6)
    with pytest.raises(DomainError) as refused:
        change(7)
    assert "starts_on" in refused.value.message_dict


def test_the_office_changes_the_definitions_on_a_page_and_others_only_read_them(client_for):
    form = {
        "starts_on": "2027-01-01", "on_time_by": "submitted", "leave_out_suspended": "on", "recurs_within_days": "60",
        "least_for_percent": "8", "note": "与市级考核一致",
    }  # fmt: skip
    assert client_for("leader").post(RULES, form).status_code == 403
    assert client_for("office").post(RULES, form).status_code == 302
    kept = IndicatorRules.objects.get()
    assert (kept.on_time_by, kept.leave_out_suspended, kept.leave_out_transferred) == ("submitted", True, False)
    assert (kept.recurs_within_days, kept.least_for_percent) == (60, 8)
    page = client_for("leader").get(RULES).content.decode()
    assert "与市级考核一致" in page
    assert '<form class="panel' not in page


def test_what_was_typed_is_kept_when_the_version_is_refused(client_for):
    answer = client_for("office").post(RULES, {"starts_on": "2020-01-01", "note": "口径", "on_time_by": "closed",
                                               "recurs_within_days": "60", "least_for_percent": "8"})  # fmt: skip
    assert answer.status_code == 200
    assert "口径" in answer.content.decode()
    assert answer.context["form"].errors["starts_on"]


def test_both_years_are_worked_out_by_the_same_definitions_and_the_page_says_so(client_for, office, done, now):
    IndicatorRules.objects.create(
        starts_on=date(2026, 1, 1), made_at=now, made_by=office, **AS_BEFORE | {"leave_out_suspended": False}
    )
    done(5, years=1)
    done(5, years=1, state="suspended", closed_at=None)
    page = client_for("office").get(URL)
    assert page.context["other_version_words"]
    assert cells(client_for("office"))["on_time"].last.rate == (5, 10)
    assert cells(client_for("office"), "?period=2025")["on_time"].this.rate == (5, 5)


def test_nobody_sees_figures_of_another_town(client_for, done, town):
    done(6)
    assert RectificationTask.objects.count() == 6
    stranger = client_for("other_unit")
    assert cells(stranger)["on_time"].this.rate == (0, 0)
