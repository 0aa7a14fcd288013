"""How sure the ranks of a year are: worked out when a round of it is published, for the very score and rank of the year."""

import uuid
from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.core.management import call_command

from core.models import Unit
from inspections.models import PointValues, ResultEstimate, RoundResult, YearEstimate
from inspections.scoring import weighted_year_score
from inspections.services.amendments import decide_amendment, propose_amendment
from inspections.services.entries import Entry, entry_of
from inspections.services.rounds import change_round
from inspections.services.sheets import submit_sheet
from inspections.services.year_estimates import refresh_year, rounds_of_year, year_seed
from tests.dashboards.scenes import make_round
from tests.factories import NOW, AssignmentFactory, PointFactory, RoundFactory
from tests.inspections.scenes import make_scene

pytestmark = pytest.mark.django_db
COUNTS = {"马桥村": (0, 3, 6), "焦山村": (0, 1, 2)}


def visit(scene, round, point, inspector, count):
    AssignmentFactory(round=round, point=point, inspector=inspector)
    entries = {
        scene.deduct.pk: Entry(count=count),
        scene.grade.pk: Entry(grade_id=scene.grade_of("A")),
        scene.passed.pk: Entry(passed=True),
        scene.other.pk: Entry(not_applicable=True),
    }
    submit_sheet(key=uuid.uuid4(), round=round, point=point, inspector=inspector, entries=entries, now=NOW)


@pytest.fixture
def two(town, inspector, office):
    """Two published rounds of three points in each of two villages; in the second everything is a place worse."""
    scene = make_scene(town, inspector)
    first = scene.round
    second = RoundFactory(
        territory=town.home, standard=first.standard, level=first.level, number=99, year=first.year, state="open",
        starts_on=first.starts_on + timedelta(days=5), ends_on=first.ends_on + timedelta(days=5),
    )  # fmt: skip
    villages = {"马桥村": town.village, "焦山村": town.other_village}
    for name, counts in COUNTS.items():
        for count in counts:
            point = PointFactory(town=town.home, unit=villages[name], kind=scene.point.kind)
            visit(scene, first, point, inspector, count)
            visit(scene, second, point, inspector, count + 1)
    return scene, [publish(round, office) for round in (first, second)]


def publish(round, office):
    for verb in ("close", "publish"):
        round = change_round(round=round, verb=verb, by=office, now=NOW)
    return round


def of_year():
    rows = YearEstimate.objects.filter(basis="territory").select_related("unit")
    return {row.unit.name: row for row in rows}


def test_the_year_is_the_weighted_mean_of_its_rounds_with_an_interval_around_it(two):
    rounds = two[1]
    found = of_year()
    for name in COUNTS:
        scores = RoundResult.objects.filter(round__in=rounds, basis="territory", unit__name=name)
        row = found[name]
        assert row.score == weighted_year_score(scores.values_list("score", "round__weight"))
        assert row.score_low <= row.score <= row.score_high
        assert row.rank_low <= row.rank <= row.rank_high
    assert (found["焦山村"].rank, found["马桥村"].rank) == (1, 2)


def test_a_point_that_was_visited_twice_counts_once(two):
    assert {row.points for name, row in of_year().items() if name in COUNTS} == {3}


def test_the_same_points_twice_are_as_sure_as_once(two):
    """Every point is a place worse in the second round: no more is known of other points than after the first."""
    once = ResultEstimate.objects.get(result__round=two[1][0], result__unit__name="马桥村", result__basis="territory")
    year = of_year()["马桥村"]
    assert (year.score_high - year.score_low) == pytest.approx(once.score_high - once.score_low, rel=D("0.25"))


def test_each_publication_has_a_seed_of_its_own(two):
    first, second = two[1]
    assert year_seed([first]) != year_seed([first, second]) == year_seed([first, second])


def test_worked_out_again_nothing_changes(two, capsys):
    call_command("rebuild_results")
    assert "differed" not in capsys.readouterr().out


def test_what_was_closed_before_points_were_kept_is_worked_out_with_the_next_publication(two):
    before = {name: (row.score_low, row.score_high) for name, row in of_year().items()}
    PointValues.objects.all().delete()
    YearEstimate.objects.all().delete()
    call_command("rebuild_results")
    assert {name: (row.score_low, row.score_high) for name, row in of_year().items()} == before


def test_a_correction_moves_the_year(two, office, leader):
    rounds = two[1]
    before = of_year()["马桥村"].score
    score = rounds[0].sheets.filter(unit__name="马桥村").order_by("awarded").first().scores.get(count=6)
    amendment = propose_amendment(score=score, entry=Entry(count=0), reason="复核", by=office, now=NOW)
    decide_amendment(amendment=amendment, accept=True, decision="", by=leader, now=NOW)
    assert of_year()["马桥村"].score > before


def test_a_closed_round_does_not_count_before_it_is_published(two, office, town, inspector):
    first = two[1][0]
    third = RoundFactory(
        territory=town.home, standard=first.standard, level=first.level, number=98, year=first.year, state="open",
        starts_on=first.starts_on + timedelta(days=9), ends_on=first.ends_on + timedelta(days=9),
    )  # fmt: skip
    for sheet in first.sheets.select_related("point"):
        AssignmentFactory(round=third, point=sheet.point, inspector=inspector)
        entries = {score.item_id: entry_of(score) for score in sheet.scores.select_related("item")}
        submit_sheet(key=uuid.uuid4(), round=third, point=sheet.point, inspector=inspector, entries=entries, now=NOW)
    before = of_year()["马桥村"].score
    third = change_round(round=third, verb="close", by=office, now=NOW)
    assert of_year()["马桥村"].score == before
    change_round(round=third, verb="publish", by=office, now=NOW)
    assert of_year()["马桥村"].score > before


def test_a_score_without_points_leaves_the_whole_group_unsaid(two, town):
    """A bulletin gave one of the rounds: the others' intervals would be beside ranks that rest on something else."""
    first = two[1][0]
    make_round(town.home, {town.village: "70"}, level=first.level, year=first.year, number=55)
    refresh_year(of=first, rounds=rounds_of_year(first), sure=D("0.8"))
    assert not {"马桥村", "焦山村"} & of_year().keys()


@pytest.mark.parametrize(("day", "is_said"), [(0, False), (30, True)])
def test_units_that_merged_in_the_course_of_the_year_leave_their_group_unsaid(two, town, day, is_said):
    """Who merged after the year's last round is still the unit that the year is about."""
    first = two[1][0]
    Unit.objects.filter(pk=town.village.pk).update(
        successor=town.other_village, ends_on=first.starts_on + timedelta(day)
    )
    refresh_year(of=first, rounds=rounds_of_year(first), sure=D("0.8"))
    assert ("焦山村" in of_year()) == is_said


def test_one_point_everywhere_gives_nothing(town, inspector, office):
    scene = make_scene(town, inspector)
    for unit in (town.village, town.other_village):
        visit(scene, scene.round, PointFactory(town=town.home, unit=unit, kind=scene.point.kind), inspector, 1)
    publish(scene.round, office)
    assert PointValues.objects.exists()
    assert "马桥村" not in of_year()


def test_the_page_shows_the_year_as_it_was_worked_out(two, client_for):
    first = two[1][0]
    url = f"/rankings/?level={first.level}&year={first.year}"
    (table,) = [one for one in client_for("leader").get(url).context["tables"] if one["sure"]]
    known = of_year()
    for line in table["rows"]:
        sure = line.row.outcome.sure
        assert (sure.rank_low, sure.rank_high) == (known[line.name].rank_low, known[line.name].rank_high)
        assert line.row.outcome.points == 3
    page = client_for("leader").get(url).content.decode()
    assert "多次检查的同一点位只算一个" in page
    file = b"".join(client_for("leader").get(url + "&format=csv").streaming_content).decode()
    assert "名次区间" in file and "检查点位" in file
    assert client_for("leader").get(f"/rankings/chart.json?level={first.level}&year={first.year}").json()["range"]


def test_a_year_that_went_on_by_other_ways_shows_no_stale_interval(two, client_for, town):
    """Imported results are there before the year is worked out again."""
    first = two[1][0]
    make_round(town.home, {town.village: "10", town.other_village: "20"}, level=first.level, year=first.year, number=55)
    page = client_for("leader").get(f"/rankings/?level={first.level}&year={first.year}")
    assert not any(table["sure"] for table in page.context["tables"])
    assert "无法推算" in page.context["explanation"]
