"""The residents' pages: what is published stands there at once, and nothing else ever does."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache

from campaign.honour_states import HonourState
from campaign.models import CampaignYear
from campaign.services.honours import take_step
from core.trail import record
from dashboards.selectors.public_results import latest_place
from inspections.models import Level, RoundState
from inspections.services.rounds import change_round
from tests.campaign.honour_scenes import AFTER_TERM, an_activity, an_honour
from tests.dashboards.scenes import add_results, make_round
from tests.factories import UnitFactory
from tests.queries import assert_same_query_count, count_queries

PAGES = ("/public/", "/public/results/", "/public/honours/", "/public/activities/")
NASTY = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def at_noon(frozen_now):
    cache.clear()


@pytest.fixture
def remembering(settings):
    """The pages are kept, as in life: only what writes the trail changes them."""
    settings.KEPT_SECONDS = 60


def text(client, path: str = "/public/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("page", PAGES)
class TestEveryPage:
    def test_it_says_something_in_an_empty_town(self, client, town, page):
        assert "枫河街道" in text(client, page)

    def test_it_stands_before_there_is_a_town(self, client, db, page):
        assert text(client, page)

    def test_everybody_gets_the_same_and_nobody_a_cookie(self, client_for, town, page):
        answers = [client_for(role).get(page) for role in ("anonymous", "office", "unit")]
        assert len({answer.content for answer in answers}) == 1
        assert not any(answer.cookies for answer in answers)

    def test_no_session_is_read(self, client_for, town, page):
        queries = count_queries(client_for("office"), page)
        assert not [sql for sql in queries if "core_session" in sql or "core_user" in sql]

    def test_a_browser_asks_again_and_is_told_that_nothing_changed(self, client, town, page):
        first = client.get(page)
        assert first.headers["Cache-Control"] == "public, no-cache"
        assert "Cookie" in first.headers["Vary"]
        again = client.get(page, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert not again.cookies

    def test_another_language_is_another_page(self, client, town, page):
        chinese = client.get(page)
        client.cookies["django_language"] = "en"
        english = client.get(page, headers={"If-None-Match": chinese.headers["ETag"]})
        assert english.status_code == 200
        assert english.content != chinese.content

    def test_the_second_look_costs_one_query(self, client, town, page, remembering):
        text(client, page)
        assert len(count_queries(client, page)) == 1

    def test_head_is_answered(self, client, town, page):
        assert client.head(page).status_code == 200


class TestResults:
    @pytest.mark.parametrize("state", [state for state in RoundState if state != RoundState.PUBLISHED])
    def test_a_round_that_is_not_published_never_appears(self, client, town, state):
        hidden = make_round(town.home, {town.village: "77.31"}, level=Level.SELF_CHECK, state=state, name="秘密检查")
        make_round(town.city, {town.home: "94.00"}, number=2)
        for page in (*PAGES, "/public/results/2026/"):
            assert "秘密检查" not in text(client, page)
            assert "77.31" not in text(client, page)
        assert client.get(f"/public/results/2026/{hidden.pk}/").status_code == 404

    def test_publishing_shows_it_with_the_next_look(self, client, town, office, now, remembering):
        round = make_round(town.home, {}, level=Level.SELF_CHECK, state=RoundState.CLOSED, name="11月自查")
        add_results(round, {town.village: "91.50", town.other_village: "88.25"})
        round.results.update(imported=True)
        before = client.get("/public/results/")
        assert "11月自查" not in before.content.decode()
        change_round(round=round, verb="publish", by=office, now=now)
        after = client.get("/public/results/", headers={"If-None-Match": before.headers["ETag"]})
        assert after.status_code == 200
        assert "11月自查" in after.content.decode()

    def test_an_amended_score_shows_with_the_next_look(self, client, town, office, now, remembering):
        round = make_round(town.city, {town.home: "94.00", town.peer: "90.00"})
        assert "94.00" in text(client, "/public/results/")
        round.results.filter(unit=town.home).update(score="93.10")
        record(subject=round, by=office, verb="amend", at=now)
        assert "93.10" in text(client, "/public/results/")
        assert "94.00" not in text(client, "/public/results/")

    def test_ranks_scores_and_both_lists_stand_there(self, client, town):
        units = [UnitFactory(name=f"第{n}组村", parent=town.home) for n in range(5)]
        make_round(town.home, {unit: f"9{n}.00" for n, unit in enumerate(units)}, level=Level.SELF_CHECK)
        page = text(client, "/public/results/")
        red, black = page.index("红榜"), page.index("黑榜")
        assert "第4组村" in page[red:black]
        assert "第0组村" in page[black : page.index("<table")]
        assert "94.00" in page

    def test_the_city_s_latest_inspection_stands_on_the_first_page(self, client, town):
        make_round(town.city, {town.home: "80.00", town.peer: "90.00"}, number=1, name="第一次市检")
        make_round(town.city, {town.home: "94.00", town.peer: "90.00"}, number=2, name="第二次市检")
        make_round(town.city, {town.home: "70.00", town.peer: "99.00"}, number=3, state=RoundState.CLOSED)
        make_round(town.city, {town.home: "70.00", town.peer: "99.00"}, number=None, name="全年通报")
        place = latest_place()
        assert (place.round.name, place.rank, place.of) == ("第二次市检", 1, 2)
        assert "第二次市检" in text(client)

    @pytest.mark.parametrize("path", ["/public/results/1999/", "/public/results/2026/999999/"])
    def test_what_is_not_there_is_not_found(self, client, town, path):
        make_round(town.city, {town.home: "94.00"})
        assert client.get(path).status_code == 404

    def test_a_round_stands_under_its_own_year_alone(self, client, town):
        round = make_round(town.city, {town.home: "94.00"}, year=2025)
        make_round(town.city, {town.home: "94.00"}, year=2026)
        assert client.get(f"/public/results/2026/{round.pk}/").status_code == 404
        assert round.name in text(client, f"/public/results/2025/{round.pk}/")

    def test_queries_do_not_grow_with_units(self, client, town):
        round = make_round(town.home, {town.village: "90.00"}, level=Level.SELF_CHECK)
        assert_same_query_count(client, "/public/results/", lambda: add_results(round, {UnitFactory(): "91.00"}))


class TestHonours:
    @pytest.mark.parametrize("state", list(HonourState))
    def test_only_what_is_publicised_or_awarded_is_named(self, client, town, office, state):
        an_honour(town, office, state, name="何大山")
        shown = state in (HonourState.PUBLICISED, HonourState.AWARDED)
        assert ("何大山" in text(client, "/public/honours/")) is shown
        assert ("好婆婆" in text(client)) is shown

    def test_why_somebody_is_honoured_stays_inside(self, client, town, office):
        an_honour(town, office, HonourState.AWARDED, reason="照顾瘫痪的婆婆")
        an_honour(town, office, HonourState.PUBLICISED, reason="照顾瘫痪的婆婆")
        assert "瘫痪" not in "".join(text(client, page) for page in PAGES)

    def test_the_term_for_objections_is_said(self, client, town, office):
        an_honour(town, office, HonourState.PUBLICISED)
        assert "公示至2026年11月30日" in text(client, "/public/honours/")
        assert "公示至2026年11月30日" in text(client)

    def test_publicising_and_revoking_show_with_the_next_look(self, client, town, office, now, remembering):
        honour = an_honour(town, office, name="何大山")
        assert "何大山" not in text(client, "/public/honours/")
        take_step(honour=honour, verb="publicise", by=office, now=now)
        assert "何大山" in text(client, "/public/honours/")
        take_step(honour=honour, verb="award", by=office, now=AFTER_TERM)
        assert "何大山" in text(client, "/public/honours/")
        take_step(honour=honour, verb="revoke", by=office, now=AFTER_TERM, reason="不实")
        assert "何大山" not in text(client, "/public/honours/")

    def test_searching_machines_leave_names_out(self, client, town):
        assert "noindex" in client.get("/public/honours/").headers["X-Robots-Tag"]
        assert "X-Robots-Tag" not in client.get("/public/").headers

    def test_names_are_text(self, client, town, office):
        an_honour(town, office, HonourState.AWARDED, name=NASTY)
        page = text(client, "/public/honours/")
        assert NASTY not in page
        assert "&lt;script&gt;alert" in page

    @pytest.mark.parametrize("page", ["/public/", "/public/honours/"])
    def test_queries_do_not_grow(self, client, town, office, page):
        assert_same_query_count(client, page, lambda: an_honour(town, office, HonourState.AWARDED))


class TestActivities:
    def test_what_is_ahead_and_what_was_held(self, client, town, now):
        today = now.date()
        an_activity(town, today + timedelta(days=3), title="普法讲座", is_held=False)
        an_activity(town, today - timedelta(days=3), title="环境保洁日")
        an_activity(town, today - timedelta(days=2), title="没有办成", is_held=False)
        an_activity(town, date(2025, 5, 1), title="去年活动")
        an_activity(town, today, title="已经删除", removed_at=now)
        page = text(client, "/public/activities/")
        assert page.index("普法讲座") < page.index("环境保洁日")
        assert not any(title in page for title in ("没有办成", "去年活动", "已经删除"))
        assert "去年活动" in text(client, "/public/activities/2025/")
        assert "普法讲座" in text(client)

    def test_what_was_written_of_it_stays_inside(self, client, town, now):
        an_activity(town, now.date(), text="走访困难户张某", people=30)
        assert "张某" not in "".join(text(client, page) for page in PAGES)

    def test_titles_are_text(self, client, town, now):
        an_activity(town, now.date(), title=NASTY, place=NASTY)
        assert NASTY not in text(client) + text(client, "/public/activities/")

    def test_queries_do_not_grow(self, client, town, now):
        assert_same_query_count(client, "/public/activities/", lambda: an_activity(town, now.date()))


class TestSlogan:
    def test_the_year_s_slogan_is_the_heading(self, client, town):
        CampaignYear.objects.create(year=2025, slogan="去年的口号")
        CampaignYear.objects.create(year=2026, slogan="干部带头干，群众一起干")
        assert "干部带头干，群众一起干</h1>" in text(client)
        assert "去年的口号" not in text(client)

    def test_the_way_to_report_stands_before_any_figure(self, client, town):
        page = text(client)
        assert page.index('href="/public/report/"') < page.index("pub-figs")
