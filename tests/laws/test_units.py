"""Whatever happens to units, the past stands: results are those of their day, and nothing open is left with who ended."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.errors import DomainError
from core.models import RankingGroup, Role, Unit, UnitKind
from core.units.changes import end, merge, move, regroup, rename, split
from core.units.followers import still_there
from core.units.history import as_on, living
from dashboards.selectors.lineage import lineage_of
from facilities.models import Point
from inspections.models import ItemResult, Round, RoundResult
from inspections.services.entries import Entry
from inspections.services.recount import recount
from inspections.services.rounds import change_round
from inspections.services.sheets import submit_sheet
from tests.factories import (
    AssignmentFactory,
    ItemFactory,
    PointFactory,
    RoundFactory,
    SectionFactory,
    StandardFactory,
    TaskFactory,
    UnitFactory,
    home_unit,
    make_person,
)
from tests.laws.tried import tried

BEGIN = datetime(2026, 3, 2, 9, tzinfo=timezone.get_default_timezone())
DAY = timedelta(days=1)

acts = st.tuples(
    st.sampled_from(["rename", "regroup", "move", "merge", "merge", "take in", "split", "end", "round"]),
    st.integers(0, 9),  # which unit
    st.integers(0, 9),  # which other one
)


@pytest.mark.django_db
class UnitsLaw(TestCase):
    def setUp(self):
        self.home = home_unit()
        self.office = make_person("李敏", Role.OFFICE, self.home)
        self.inspector = make_person("刘志强", Role.INSPECTOR, self.home)
        zones = [UnitFactory(name=name, kind=UnitKind.ZONE, parent=self.home) for name in ("东片区", "西片区")]
        for n in range(4):
            PointFactory(unit=UnitFactory(name=f"第{n}村", parent=zones[n % 2]))
        TaskFactory(finding__point=Point.objects.first(), responsible_unit=Point.objects.first().unit, state="assigned")
        self.item = ItemFactory(section=SectionFactory(standard=StandardFactory()))
        self.group = RankingGroup.objects.create(name="大村")
        self.now, self.number, self.seen = BEGIN, 0, {}
        self.hold_round()
        self.begun_with = dict(self.seen)

    def hold_round(self):
        """A round that is published on its day, half announced; what stood then is kept to be compared."""
        self.number += 1
        round = RoundFactory(
            standard=self.item.standard, territory=self.home, number=self.number, announced=self.number % 2 == 0,
            starts_on=self.now.date(), ends_on=self.now.date(),
        )  # fmt: skip
        for n, point in enumerate(Point.objects.order_by("pk")):
            AssignmentFactory(round=round, point=point, inspector=self.inspector)
            submit_sheet(
                key=uuid.uuid4(), round=round, point=point, inspector=self.inspector, now=self.now,
                entries={self.item.pk: Entry(count=(n * self.number) % 5)},
            )  # fmt: skip
        for verb in ("close", "publish"):
            change_round(round=round, verb=verb, by=self.office, now=self.now)
        self.seen[round.pk] = (self.now.date(), stored(round), standing(self.now.date()))

    def attempt(self, act, this, other):
        self.now += DAY
        if act == "round":
            return self.hold_round()
        units = list(Unit.objects.living().filter(is_home=False, path__startswith=self.home.path))
        unit, second = units[this % len(units)], units[other % len(units)]
        asked = {"day": self.now.date(), "reason": "批复", "by": self.office, "now": self.now}
        name = f"{act}{self.now:%m%d}"
        try:
            match act:
                case "rename":
                    rename(unit=unit, name=name, kind=unit.kind, **asked)
                case "regroup":
                    regroup(units=[unit], group=self.group if other % 2 else None, **asked)
                case "move":
                    move(unit=unit, parent=second, **asked)
                case "merge":
                    merge(units=[unit, second], into=None, name=name, kind=unit.kind, **asked)
                case "take in":
                    merge(units=[unit, second], into=second, **asked)
                case "split":
                    points = Point.objects.filter(unit=unit).values_list("pk", flat=True)
                    shares = {pk: n % 2 for n, pk in enumerate(points)}
                    split(unit=unit, names=[f"{name}甲", f"{name}乙"], shares=shares, rest=other % 2, **asked)
                case "end":
                    end(unit=unit, **asked)
        except DomainError:
            pass

    @tried(18)
    @given(st.lists(acts, min_size=1, max_size=6))
    def test_the_past_stands_and_nothing_open_is_left_behind(self, course):
        self.now, self.number, self.seen = BEGIN, 1, dict(self.begun_with)
        for step in course:
            self.attempt(*step)
        today = self.now.date()
        assert not any(Unit.objects.find_problems())
        for unit in Unit.objects.exclude(ends_on=None):
            assert living(unit).ends_on is None
            assert still_there(unit, today) == {}, unit
        units = Unit.objects.in_bulk()
        lineage = lineage_of(units)
        assert all(pk not in olds for pk, olds in lineage.predecessors.items()), "no unit is made of itself"
        for pk, (day, results, tree) in self.seen.items():
            round = Round.objects.get(pk=pk)
            assert stored(round) == results
            assert {key: found for key, found in standing(day).items() if key in tree} == tree
        assert [
            difference for round in Round.objects.order_by("pk") for difference in recount(round=round, now=self.now)
        ] == []


def stored(round):
    """All stored results of a round, as rows."""
    return [list(model.objects.filter(round=round).order_by("pk").values_list()) for model in (RoundResult, ItemResult)]


def standing(day):
    """How every unit stood on a day: what it was called, where it lay, with whom it was ranked."""
    return {
        pk: (unit.name, unit.kind, unit.path, unit.ranked_with) for pk, unit in as_on(Unit.objects.all(), day).items()
    }
