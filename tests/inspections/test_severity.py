"""Severity: found where the data can show it, shrunk where they hardly can, refused where they can't."""

import random
from collections import defaultdict
from decimal import Decimal
from itertools import product
from statistics import correlation, fmean, pstdev

import pytest

from inspections.severity import Judged, Outcome, Reason, adjust_for_severity

D = Decimal
UNITS = [f"村{number:02}" for number in range(12)]
PEOPLE = ["甲", "乙", "丙", "丁"]
ITEMS = range(10)


class Simulated:
    """Two inspectors drawn for each unit, one for each point; shares with noise of the point and of the item."""

    def __init__(self, seed, severity=0.06, points=16, units=UNITS, people=PEOPLE, noise=1.0):
        chance = random.Random(seed)
        drawn = {person: chance.gauss(0, severity) for person in people}
        self.severity = {person: value - fmean(drawn.values()) for person, value in drawn.items()}
        self.truth = {unit: chance.gauss(0.7, 0.03) for unit in units}
        easy = {item: chance.gauss(0, 0.05) for item in ITEMS}
        sums = defaultdict(lambda: [0, 0.0, 0])
        self.met = defaultdict(list)
        for unit in units:
            pair = chance.sample(people, min(2, len(people)))
            for number in range(points):
                person = pair[0] if number == 0 else pair[1] if number == 1 else chance.choice(pair)
                place = chance.gauss(0, 0.05 * noise)
                self.met[unit].append(self.severity[person])
                for item in ITEMS:
                    share = self.truth[unit] + self.severity[person] + easy[item] + place + chance.gauss(0, 0.1 * noise)
                    one = sums[unit, person, item, 1]
                    one[0] += 1
                    one[1] += share * (1 + item % 3)
                    one[2] += 1 + item % 3
        self.rows = [Judged(*key, times, D(str(won)), D(possible)) for key, (times, won, possible) in sums.items()]

    @property
    def raw(self):
        """Each unit's raw score: 100 x points awarded / points possible."""
        won, possible = defaultdict(Decimal), defaultdict(Decimal)
        for row in self.rows:
            won[row.unit] += row.awarded
            possible[row.unit] += row.maximum
        return {unit: (100 * won[unit] / possible[unit]).quantize(D("0.01")) for unit in won}

    @property
    def corrections(self):
        """What would put every unit right: less the mean severity it met, in points."""
        return {unit: -100 * fmean(met) for unit, met in self.met.items()}

    def error(self, scores):
        """How far scores lie from the truth, both about their mean: the root of the mean square, in points."""
        return pstdev(float(scores[unit]) - 100 * self.truth[unit] for unit in self.truth)


def row(unit, person, item="路面", round=1, times=3, awarded=24, maximum=30):
    return Judged(unit, person, item, round, times, D(awarded), D(maximum))


def crossed(shares, people="甲乙", units=UNITS, times=5):
    """Every inspector in every unit; shares(unit's number, person) of ten points."""
    return [
        row(unit, person, awarded=D(str(shares(number, person))) * 10 * times, maximum=10 * times, times=times)
        for (number, unit), person in product(enumerate(units), people)
    ]


def test_severities_that_a_simulation_put_in_are_found_again():
    for seed in range(3):
        town = Simulated(seed)
        found = adjust_for_severity(town.rows)
        assert found.outcome == Outcome.ADJUSTED and found.inspectors == 4
        wanted = town.corrections
        assert correlation([float(found.corrections[unit]) for unit in UNITS], [wanted[unit] for unit in UNITS]) > 0.9
        assert fmean(abs(float(found.corrections[unit]) - wanted[unit]) for unit in UNITS) < 1.5
        assert float(found.spread) == pytest.approx(100 * pstdev(town.severity.values()) * (4 / 3) ** 0.5, rel=0.4)


def test_adjusted_scores_are_closer_to_the_truth_than_raw_ones():
    raw, adjusted = [], []
    for seed in range(10):
        town = Simulated(100 + seed)
        found = adjust_for_severity(town.rows)
        raw.append(town.error(town.raw))
        adjusted.append(town.error({unit: found.adjusted(unit, score) for unit, score in town.raw.items()}))
    assert fmean(adjusted) < 0.7 * fmean(raw)
    assert sum(one < other for one, other in zip(adjusted, raw, strict=True)) >= 9


def test_where_inspectors_judge_alike_hardly_anything_is_adjusted():
    raw, adjusted = [], []
    for seed in range(10):
        town = Simulated(200 + seed, severity=0)
        found = adjust_for_severity(town.rows)
        raw.append(town.error(town.raw))
        adjusted.append(town.error({unit: found.adjusted(unit, score) for unit, score in town.raw.items()}))
    assert fmean(adjusted) < 1.1 * fmean(raw)


def test_what_few_noisy_visits_show_is_shrunk_mostly_to_nothing():
    found = [adjust_for_severity(Simulated(seed, severity=0, points=8, noise=2).rows) for seed in range(20)]
    assert all(one.outcome == Outcome.ADJUSTED for one in found)
    assert sum(one.spread == 0 and not any(one.corrections.values()) for one in found) >= 8


def test_whoever_had_the_harder_items_is_not_taken_for_strict():
    shares, had = {"路面": 9, "菜场": 5}, {"甲": {"路面": 9, "菜场": 1}, "乙": {"路面": 2, "菜场": 8}}
    rows = [
        row(unit, person, item, times=times, awarded=(shares[item] - number % 3) * times, maximum=10 * times)
        for number, unit in enumerate(UNITS)
        for person, items in had.items()
        for item, times in items.items()
    ]
    assert adjust_for_severity(rows).spread == 0


def test_without_noise_the_corrections_are_exact():
    town = Simulated(7, noise=0)
    found = adjust_for_severity(town.rows)
    for unit, wanted in town.corrections.items():
        assert float(found.corrections[unit]) == pytest.approx(wanted, abs=0.03)


def test_units_that_all_saw_the_same_inspectors_alike_keep_their_order_and_their_scores():
    found = adjust_for_severity(crossed(lambda number, person: 0.5 + 0.02 * number + 0.1 * (person == "甲")))
    assert found.outcome == Outcome.ADJUSTED
    assert float(found.spread) == pytest.approx(100 * 0.05 * 2**0.5, abs=0.2)
    assert set(found.corrections.values()) == {D("0.00")}


def test_all_tied_and_all_zero_show_no_difference_between_inspectors():
    for share in (0, 0.8, 1):
        found = adjust_for_severity(crossed(lambda number, person, share=share: share))
        assert found.outcome == Outcome.ADJUSTED and found.spread == 0
        assert set(found.corrections.values()) == {D("0.00")}


def test_one_inspector_who_saw_everything_leaves_nothing_to_adjust():
    found = adjust_for_severity(row(unit, "甲") for unit in UNITS)
    assert (found.outcome, found.inspectors, found.corrections) == (Outcome.ONE_INSPECTOR, 1, {})
    assert found.spread is None and found.adjusted(UNITS[0], D(80)) is None


def test_parts_without_a_shared_visit_are_named_and_nothing_is_adjusted():
    rows = crossed(lambda *_: 0.8, "甲乙", UNITS[:5]) + crossed(lambda *_: 0.6, "丙丁", UNITS[5:])
    found = adjust_for_severity(rows)
    assert (found.outcome, found.reason, found.inspectors) == (Outcome.NOT_CONNECTED, Reason.APART, 4)
    assert found.parts == [UNITS[:5], UNITS[5:]]
    assert found.corrections == {} and found.spread is None
    joined = adjust_for_severity([*rows, row(UNITS[0], "丙"), row(UNITS[1], "丁")])
    assert joined.outcome == Outcome.ADJUSTED and joined.parts == [UNITS]


def test_inspectors_of_different_rounds_or_items_cannot_be_told_from_these():
    by_round = [one._replace(round=1 if one.inspector == "甲" else 2) for one in crossed(lambda *_: 0.8)]
    by_item = [one._replace(item=one.inspector) for one in crossed(lambda *_: 0.8)]
    for rows in (by_round, by_item):
        found = adjust_for_severity(rows)
        assert (found.outcome, found.reason) == (Outcome.NOT_CONNECTED, Reason.MIXED_UP)
    shared = [*by_round, *(one._replace(round=1) for one in by_round if one.round == 2 and one.unit < UNITS[4])]
    assert adjust_for_severity(shared).outcome == Outcome.ADJUSTED


def test_an_inspector_with_fewer_than_five_visits_or_too_few_shared_units_is_refused():
    base = crossed(lambda number, person: 0.5 + 0.03 * number)
    for visits, outcome in ((4, Outcome.NOT_CONNECTED), (5, Outcome.ADJUSTED)):
        found = adjust_for_severity([*base, row(UNITS[0], "丙", times=visits)])
        assert found.outcome == outcome
        assert found.reason == (Reason.FEW_VISITS if visits == 4 else Reason.NONE)
    for shared, outcome in ((5, Outcome.NOT_CONNECTED), (6, Outcome.ADJUSTED)):
        assert adjust_for_severity(crossed(lambda *_: 0.8, units=UNITS[:shared])).outcome == outcome


def test_sheets_without_an_inspector_and_bonuses_say_nothing():
    assert adjust_for_severity([]).outcome == Outcome.NO_SHEETS
    assert adjust_for_severity([row("村", None), row("村", "甲", maximum=0)]).outcome == Outcome.NO_SHEETS
    base = crossed(lambda number, person: 0.5 + 0.1 * (person == "甲"))
    found = adjust_for_severity([*base, row("外村", None), row(UNITS[0], "甲", "创新", maximum=0)])
    assert found == adjust_for_severity(base) and "外村" not in found.corrections


def test_neither_the_order_of_rows_nor_how_they_are_summed_up_matters():
    town = Simulated(3)
    halves = [
        one._replace(times=times, awarded=one.awarded * times / one.times, maximum=one.maximum * times / one.times)
        for one in town.rows
        for times in (one.times // 2, one.times - one.times // 2)
        if times
    ]
    random.Random(1).shuffle(halves)
    whole, split = adjust_for_severity(town.rows), adjust_for_severity(halves)
    assert adjust_for_severity(reversed(town.rows)) == whole
    assert split.spread == pytest.approx(whole.spread, abs=D("0.01"))
    assert all(abs(split.corrections[unit] - value) <= D("0.01") for unit, value in whole.corrections.items())


def test_an_adjusted_score_stays_within_0_and_100():
    town = Simulated(3)
    found = adjust_for_severity(town.rows)
    up = max(found.corrections, key=found.corrections.get)
    down = min(found.corrections, key=found.corrections.get)
    assert found.corrections[up] > 0 > found.corrections[down]
    assert found.adjusted(up, D("99.99")) == 100
    assert found.adjusted(up, D(103)) == 103
    assert found.adjusted(down, D("0.01")) == 0
    assert found.adjusted(up, D(50)) == 50 + found.corrections[up]
    assert found.adjusted("别村", D(50)) is None


def test_no_inspector_is_named_in_what_comes_out():
    found = adjust_for_severity(Simulated(3).rows)
    assert not any(person in repr(found) for person in PEOPLE)
    assert not {"severity", "effects"} & set(vars(found))
