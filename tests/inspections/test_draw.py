"""The draw of a round: committed before, held once, repeatable from what is published; blind where it is a revisit."""

import json
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from core.errors import DomainError, NotAllowed
from core.models import Role, TrailEntry
from facilities.models import Point
from inspections.draw import Place, Stratum, Terms, hold_draw, revisit_window
from inspections.models import Draw, Level, Round, RoundState, Sheet, SheetState
from inspections.selectors.draws import draw_page
from inspections.selectors.points import point_page
from inspections.services.assignments import remove_assignment
from inspections.services.draws import commit_draw, faults_of, perform_draw, untimely_visits
from inspections.services.rounds import change_round, publication_problems
from tests.factories import (
    NOW,
    AssignmentFactory,
    ItemFactory,
    PointFactory,
    PointKindFactory,
    PostFactory,
    RoundFactory,
    SheetFactory,
    make_person,
)
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
SEED = "a" * 64


@pytest.fixture
def round(town):
    drawn = RoundFactory(territory=town.home, state=RoundState.DRAFT, level=Level.REVISIT)
    ItemFactory(section__standard=drawn.standard)
    return drawn


@pytest.fixture
def points(town):
    """Eight of 马桥村, four of 焦山村; of each every second one is a garbage house."""
    kinds = [PointKindFactory(name="主干道"), PointKindFactory(name="垃圾房")]
    units = [town.village] * 8 + [town.other_village] * 4
    return [PointFactory(code=f"P{n:02}", unit=unit, kind=kinds[n % 2]) for n, unit in enumerate(units)]


@pytest.fixture
def others(inspector):
    return [inspector, make_person("孙丽娟", Role.INSPECTOR), make_person("赵文斌", Role.INSPECTOR)]


def listed():
    return Point.objects.select_related("unit", "in_charge", "kind").prefetch_related("responsible").order_by("-pk")


def commit(round, office, inspectors, **terms):
    terms = {"stratum": Stratum.KIND, "least": 1, "size": 6, "twice": 50, "seed": SEED, **terms}
    return commit_draw(round=round, points=listed(), inspectors=inspectors, by=office, now=NOW, today=TODAY, **terms)


def visited(round, points, inspector, day):
    for point in points:
        at = NOW.replace(month=11, day=day)
        SheetFactory(round=round, point=point, inspector=inspector, state=SheetState.SUBMITTED, submitted_at=at)


def test_a_draw_assigns_evenly_over_units_and_part_of_it_twice(round, points, office, others):
    commit(round, office, others)
    draw = perform_draw(round=round, by=office, now=NOW)
    assert len(draw.result) == 6
    by_unit = [Point.objects.get(code=code).unit.name for code, _first, _second in draw.result]
    assert sorted(by_unit.count(name) for name in set(by_unit)) == [3, 3]
    assert sum(second is not None for _code, _first, second in draw.result) == 3
    assert round.assignments.count() == 9
    loads = [round.assignments.filter(inspector=one).count() for one in others]
    assert max(loads) - min(loads) <= 1


def test_hashes_stand_before_and_fit_the_seed_after(round, points, office, others):
    draw = commit(round, office, others)
    assert draw.seed_hash == sha256(SEED.encode()).hexdigest()
    text = json.dumps(draw.parameters, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert draw.parameters_hash == sha256(text.encode()).hexdigest()
    assert not round.assignments.exists()
    assert draw.result == []


def test_a_draw_is_committed_once_and_held_once(round, points, office, others):
    with pytest.raises(DomainError):
        perform_draw(round=round, by=office, now=NOW)
    commit(round, office, others)
    with pytest.raises(DomainError):
        commit(round, office, others, seed="b" * 64)
    perform_draw(round=round, by=office, now=NOW)
    with pytest.raises(DomainError):
        perform_draw(round=round, by=office, now=NOW)
    assert Draw.objects.get().seed == SEED


def test_a_round_with_assignments_is_not_drawn(round, points, office, others):
    AssignmentFactory(round=round, point=points[0], inspector=others[0])
    with pytest.raises(DomainError):
        commit(round, office, others)


def test_only_the_office_draws(round, points, leader, office, others):
    with pytest.raises(NotAllowed):
        commit(round, leader, others)
    commit(round, office, others)
    with pytest.raises(NotAllowed):
        perform_draw(round=round, by=leader, now=NOW)


def test_nobody_is_drawn_for_the_own_unit(round, points, town, office, others):
    PostFactory(user=others[0], role=Role.UNIT, unit=town.village)
    commit(round, office, others, size=12, twice=100)
    perform_draw(round=round, by=office, now=NOW)
    assert round.assignments.filter(inspector=others[0]).exists()
    assert not round.assignments.filter(inspector=others[0], point__unit=town.village).exists()


def test_a_point_that_nobody_may_visit_is_not_in_the_list(round, points, town, office, inspector):
    PostFactory(user=inspector, role=Role.UNIT, unit=town.village)
    draw = commit(round, office, [inspector], twice=0)
    assert {row["unit"] for row in draw.parameters["points"]} == {town.other_village.name}


class TestBlindRevisit:
    @pytest.fixture
    def earlier(self, town):
        return RoundFactory(
            territory=town.home, level=Level.SELF_CHECK, state=RoundState.CLOSED,
            starts_on=date(2026, 10, 20), ends_on=date(2026, 11, 15),
        )  # fmt: skip

    def test_points_are_of_the_earlier_round_and_go_to_another_inspector(self, round, earlier, points, office, others):
        visited(earlier, points[:4], others[0], 12)
        commit(round, office, others, earlier=earlier, size=12)
        perform_draw(round=round, by=office, now=NOW)
        assert {one.point for one in round.assignments.all()} == set(points[:4])
        assert not round.assignments.filter(inspector=others[0]).exists()
        one = round.assignments.first()
        assert (one.visit_from, one.visit_until) == (date(2026, 11, 19), date(2026, 11, 27))

    def test_points_whose_days_have_passed_are_left_out(self, round, earlier, points, office, others):
        visited(earlier, points[:2], others[0], 12)
        SheetFactory(
            round=earlier, point=points[2], inspector=others[0], state=SheetState.SUBMITTED,
            submitted_at=NOW - timedelta(days=40),
        )  # fmt: skip
        draw = commit(round, office, others, earlier=earlier)
        assert [row["code"] for row in draw.parameters["points"]] == ["P00", "P01"]

    @pytest.mark.parametrize(
        "changed",
        [{"state": RoundState.OPEN}, {"state": RoundState.DRAFT}, {"level": Level.REVISIT}, {"starts_on": date(2026, 12, 1),
         "ends_on": date(2026, 12, 2)}],
    )  # fmt: skip
    def test_a_round_that_changed_since_it_was_chosen_is_not_visited_again(
        self, round, earlier, points, office, others, changed
    ):
        visited(earlier, points[:4], others[0], 12)
        Round.objects.filter(pk=earlier.pk).update(
            **changed
        )  # `earlier` itself is as it was when the terms were chosen
        with pytest.raises(DomainError, match=str(earlier)):
            commit(round, office, others, earlier=earlier, size=12)
        assert not Draw.objects.exists()

    def test_a_round_of_another_ground_is_not_visited_again(self, round, town, points, office, others):
        strange = RoundFactory(territory=town.city, level=Level.CITY, state=RoundState.CLOSED)
        visited(strange, points[:4], others[0], 12)
        with pytest.raises(DomainError, match=str(strange)):
            commit(round, office, others, earlier=strange)

    def test_the_earlier_sheet_is_hidden_until_the_revisit_is_closed(
        self, round, earlier, points, town, office, others, client_for
    ):
        visited(earlier, points[:1], others[1], 12)
        sheet = Sheet.objects.get()
        PostFactory(user=others[0], role=Role.LEADER, unit=town.home)
        blind = others[0]
        assert Sheet.objects.visible_to(blind).contains(sheet)
        AssignmentFactory(round=round, point=points[0], inspector=blind)
        Draw.objects.create(
            round=round, earlier=earlier, seed=SEED, parameters={}, keys={}, committed_at=NOW, performed_at=NOW
        )
        for state in (RoundState.DRAFT, RoundState.OPEN):
            Round.objects.filter(pk=round.pk).update(state=state)
            assert not Sheet.objects.visible_to(blind).contains(sheet)
            assert point_page(points[0], blind, NOW)["sheet_count"] == 0
            browser = client_for("inspector")
            assert browser.get(sheet.get_absolute_url()).status_code == 404
            pages = [
                points[0].get_absolute_url(),
                reverse("inspections:round_sheets", args=[earlier.pk]),
                earlier.get_absolute_url(),
            ]
            for page in pages:
                assert sheet.get_absolute_url() not in browser.get(page).text
        assert Sheet.objects.visible_to(office).contains(sheet)
        assert Sheet.objects.visible_to(others[1]).contains(sheet)
        Round.objects.filter(pk=round.pk).update(state=RoundState.CLOSED)
        assert Sheet.objects.visible_to(blind).contains(sheet)


def test_revisits_outside_their_days_are_named_before_publication(round, points, inspector):
    for point, day in zip(points[:3], (22, 23, 24), strict=True):
        AssignmentFactory(
            round=round,
            point=point,
            inspector=inspector,
            visit_from=date(2026, 11, 23),
            visit_until=date(2026, 11, 23),
        )
        visited(round, [point], inspector, day)
    assert untimely_visits(round) == 2
    assert any(problem.startswith(("有2次", "2 ")) for problem in publication_problems(round))


@pytest.mark.parametrize(
    ("visited_on", "window"),
    [
        (date(2026, 11, 1), (date(2026, 11, 11), date(2026, 11, 22))),
        (date(2026, 11, 10), (date(2026, 11, 17), date(2026, 11, 30))),
        (date(2026, 10, 21), (date(2026, 11, 11), date(2026, 11, 11))),
        (date(2026, 10, 20), None),
        (date(2026, 11, 24), None),
    ],
)
def test_a_revisit_is_7_to_21_days_later_within_the_round(visited_on, window):
    assert revisit_window(visited_on, date(2026, 11, 11), date(2026, 11, 30)) == window


class TestPublished:
    @pytest.fixture
    def draw(self, round, points, office, others):
        commit(round, office, others)
        return perform_draw(round=round, by=office, now=NOW)

    def publish(self, round, office):
        visit = round.assignments.first()
        SheetFactory(
            round=round,
            point=visit.point,
            inspector=visit.inspector,
            state=SheetState.SUBMITTED,
            awarded=Decimal(9),
            maximum=Decimal(10),
            score=Decimal(90),
        )
        for verb in ("open", "close", "publish"):
            change_round(round=round, verb=verb, by=office, now=NOW)

    def test_before_publication_everybody_reads_the_hash_and_nothing_else(self, draw, client_for):
        for role in ("unit", "inspector", "leader"):
            browser = client_for(role)
            page = browser.get(draw.get_absolute_url()).text
            assert draw.seed_hash in page
            assert draw.seed not in page
            assert draw.round.name not in page
            shown = browser.get(reverse("inspections:draw_published", args=[draw.pk])).json()
            assert shown.keys() == {"method", "seed_hash", "parameters_hash"}
            assert draw.seed not in browser.get(reverse("inspections:draws")).text
            export = browser.get(reverse("inspections:draws"), {"format": "csv"})
            assert draw.seed not in b"".join(export).decode()

    def test_the_office_does_not_see_the_seed_before_either(self, draw, client_for):
        page = client_for("office").get(reverse("inspections:draw", args=[draw.round_id])).text
        assert draw.seed_hash in page
        assert draw.seed not in page

    def test_anybody_repeats_it_from_the_published_file_alone(self, draw, round, office, client_for):
        self.publish(round, office)
        answer = client_for("other_unit").get(reverse("inspections:draw_published", args=[draw.pk]))
        shown = json.loads(answer.content)
        terms = shown["parameters"]
        drawn = hold_draw(
            shown["seed"],
            [Place(p["code"], p["unit"], p["kind"], frozenset(p["barred"])) for p in terms["points"]],
            Terms(Stratum(terms["stratum"]), terms["least"], terms["size"], terms["twice"], terms["inspectors"]),
        )
        assert sorted([one.place.code, one.first, one.second] for one in drawn) == shown["result"]
        assert sha256(shown["seed"].encode()).hexdigest() == shown["seed_hash"]
        assert draw.seed in client_for("other_unit").get(draw.get_absolute_url()).text

    def test_the_command_agrees_and_notices_what_was_changed(self, draw, round, office):
        out = StringIO()
        call_command("repeat_draw", round.pk, stdout=out)
        assert round.name in out.getvalue()
        draw.result = [*draw.result[1:]]
        assert len(faults_of(draw)) == 2
        draw.refresh_from_db()
        draw.parameters["size"] = 5
        assert faults_of(draw)
        draw.refresh_from_db()
        draw.seed = "b" * 64
        assert faults_of(draw)
        remove_assignment(assignment=round.assignments.first(), by=office, now=NOW)
        draw.refresh_from_db()
        draw.save()
        with pytest.raises(SystemExit) as stopped:
            call_command("repeat_draw", round.pk, stderr=StringIO())
        assert stopped.value.code == 1

    def test_what_was_changed_by_hand_stands_beside_the_published_draw(self, draw, round, office, client_for):
        remove_assignment(assignment=round.assignments.last(), by=office, now=NOW)
        self.publish(round, office)
        assert "抽签后人工调整" in client_for("unit").get(draw.get_absolute_url()).text

    def test_the_command_says_where_there_is_no_draw(self):
        with pytest.raises(SystemExit) as stopped:
            call_command("repeat_draw", 999, stderr=StringIO())
        assert stopped.value.code == 2


def test_a_stratum_with_fewer_points_than_the_least_number_gives_all_and_is_named(round, points, office, others):
    draw = commit(round, office, others, stratum=Stratum.UNIT_AND_KIND, least=3, size=1, twice=0)
    assert draw_page(draw)["short"] == ["焦山村 · 主干道", "焦山村 · 垃圾房"]
    perform_draw(round=round, by=office, now=NOW)
    assert {cell.name: cell.drawn for cell in draw_page(Draw.objects.get())["units"]} == {"马桥村": 6, "焦山村": 4}


class TestPages:
    def terms(self, others, **more):
        return {
            "stratum": "kind", "least": 1, "size": 4, "twice": 25, "inspectors": [one.pk for one in others], **more,
        }  # fmt: skip

    def test_the_office_goes_from_the_terms_to_the_lot(self, round, points, others, client_for, frozen_now):
        browser, url = client_for("office"), reverse("inspections:draw", args=[round.pk])
        assert browser.get(url).status_code == 200
        shown = browser.post(url, self.terms(others, least=7))
        assert (shown.status_code, Draw.objects.count(), TrailEntry.objects.about(round).count()) == (200, 0, 0)
        assert "少于下限的：主干道、垃圾房" in shown.text
        seen = shown.context["draw"].parameters_hash
        assert browser.post(url, self.terms(others, seen=seen)).status_code == 200, (
            "other terms than those that were shown"
        )
        assert not Draw.objects.exists()
        seen = browser.post(url, self.terms(others)).context["draw"].parameters_hash
        assert browser.post(url, self.terms(others, seen=seen)).status_code == 302
        draw = Draw.objects.get()
        assert len(draw.seed) == 64
        assert draw.seed_hash in browser.get(url).text
        assert browser.post(reverse("inspections:draw_perform", args=[round.pk])).status_code == 302
        assert round.assignments.count() == 5
        assert browser.get(url).status_code == 200
        assert reverse("inspections:draw", args=[round.pk]) in browser.get(round.get_absolute_url()).text

    def test_what_cannot_be_drawn_is_said_and_what_was_typed_stays(self, round, points, others, client_for, frozen_now):
        browser, url = client_for("office"), reverse("inspections:draw", args=[round.pk])
        page = browser.post(url, self.terms(others[:1], size=7))
        assert page.status_code == 200
        assert 'value="7"' in page.text
        assert not Draw.objects.exists()

    def test_the_progress_of_a_round_is_told_again_and_again(self, round, points, others, client_for):
        for point in points[:3]:
            AssignmentFactory(round=round, point=point, inspector=others[0])
        SheetFactory(round=round, point=points[0], inspector=others[0], state=SheetState.SUBMITTED)
        news = client_for("office").get(reverse("inspections:round_progress", args=[round.pk])).json()
        assert (news["assigned"], news["visited"]) == (3, 1)
        assert sum(kind["visited"] for kind in news["kinds"]) == 1

    def test_the_list_of_draws_asks_no_more_for_more_draws(self, town, office, client_for):
        def add():
            drawn = RoundFactory(territory=town.home)
            Draw.objects.create(round=drawn, seed=SEED, parameters={}, keys={}, committed_at=NOW)

        assert_same_query_count(client_for("unit"), reverse("inspections:draws"), add)
