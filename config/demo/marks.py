"""What inspectors enter: losses spread over a sheet's items until it reaches about the score that its place deserves."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from random import Random

from inspections.models import Item, Method
from inspections.services.entries import Entry

LIKELY = {Method.DEDUCT: 60, Method.DIRECT: 30, Method.GRADE: 20, Method.PASS_FAIL: 5}
"""How often a loss falls on an item of a method, against the others."""

WEAK_SPOT = 6
"""An item that is a place's weak spot is hit so many times as often."""

WEAK_SPOTS = {
    "NT-05": {"HW-08"}, "NT-12": {"HW-06", "HW-01"}, "NT-15": {"HW-06"}, "JZ-01": {"ZX-02", "ZX-04"}, "JZ-02": {"HW-07"},
    "JZ-03": {"SS-01", "HW-05"}, "JZ-04": {"HW-01", "HW-02"}, "JZ-05": {"SS-03"}, "JZ-08": {"ZX-03"}, "JZ-09": {"HW-06"},
    "JZ-11": {"HW-09"}, "FH-03": {"XC-01"}, "QW-02": {"HW-08"}, "QW-04": {"SS-01"}, "MQ-01": {"HW-07"}, "MQ-04": {"ZX-04"},
    "JS-01": {"HW-07"}, "JS-04": {"SS-01", "ZX-04"}, "NT-07": {"ZX-03"},
}  # fmt: skip

SELDOM_THERE = {"ZX-01": 0.4, "HW-04": 0.2, "HW-08": 0.1}
"""Items that a place may not have: the share of sheets on which they do not apply."""


def make_entries(items: Iterable[Item], point_code: str, target: float, rng: Random) -> dict[int, Entry]:
    """Entries for all items of a sheet that come to about `target` (0..100) points of 100."""
    entries = {item.pk: faultless(item) for item in items}
    there = [item for item in items if rng.random() >= SELDOM_THERE.get(item.code, 0)]
    for item in items:
        if item not in there:
            entries[item.pk] = Entry(not_applicable=True)
    left = float(sum(item.max_points for item in there)) * (100 - target) / 100
    weak = WEAK_SPOTS.get(point_code, set())
    chances = [_chance(item) * (WEAK_SPOT if item.code in weak else 1) for item in there]
    for item in rng.choices(there, chances, k=40):
        worse, lost = one_fault_more(item, entries[item.pk])
        if worse and float(lost) <= left + 0.3:
            entries[item.pk] = worse
            left -= float(lost)
    return entries


def _chance(item: Item) -> float:
    """A veto item fails once in a few years."""
    return 0.04 if item.veto else LIKELY[item.method]


def faultless(item: Item) -> Entry:
    if item.method == Method.DEDUCT:
        return Entry(count=0)
    if item.method == Method.GRADE:
        return Entry(grade_id=_grades(item)[0].pk)
    if item.method == Method.PASS_FAIL:
        return Entry(passed=True)
    return Entry(points=item.max_points)


def one_fault_more(item: Item, entry: Entry) -> tuple[Entry | None, Decimal]:
    """The entry with one fault more and the points that it costs; None where nothing is left to lose."""
    if item.method == Method.DEDUCT and (entry.count + 1) * item.each <= item.max_points:
        return replace(entry, count=entry.count + 1), item.each
    if item.method == Method.GRADE:
        return _next_grade(item, entry)
    if item.method == Method.PASS_FAIL and entry.passed:
        return replace(entry, passed=False), item.max_points
    if item.method == Method.DIRECT and entry.points > 0:
        step = item.max_points / 5
        return replace(entry, points=entry.points - step), step
    return None, Decimal(0)


def _next_grade(item: Item, entry: Entry) -> tuple[Entry | None, Decimal]:
    grades = _grades(item)
    now = next(number for number, grade in enumerate(grades) if grade.pk == entry.grade_id)
    if now + 1 == len(grades):
        return None, Decimal(0)
    lost = item.max_points * (grades[now].share - grades[now + 1].share)
    return replace(entry, grade_id=grades[now + 1].pk), lost


def _grades(item: Item) -> list:
    """From best to worst."""
    return sorted(item.scale.grades.all(), key=lambda grade: -grade.share)
