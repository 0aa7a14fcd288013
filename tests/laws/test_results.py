"""Results depend on the final sheets alone: worked out at each submission, they equal those worked out again from nothing."""

import uuid
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.models import Role, UnitKind
from facilities.models import PointResponsibility
from inspections import scoring
from inspections.models import Aggregation, Basis, ItemResult, KindWeight, Method, RoundResult, Sheet
from inspections.services.entries import Entry
from inspections.services.results import refresh_results
from inspections.services.sheets import submit_sheet, void_sheet
from tests.factories import (
    NOW,
    AssignmentFactory,
    ItemFactory,
    PointFactory,
    PointKindFactory,
    RoundFactory,
    SectionFactory,
    StandardFactory,
    UnitFactory,
    home_unit,
    make_person,
)
from tests.laws.tried import tried

visits = st.tuples(
    st.integers(0, 3),  # which point
    st.integers(0, 25),  # places found
    st.none() | st.decimals(min_value=0, max_value=5, places=2),  # points entered, or not applicable
    st.booleans(),  # made void afterwards
)


@pytest.mark.django_db
class ResultsLaw(TestCase):
    def setUp(self):
        home = home_unit()
        self.office = make_person("李敏", Role.OFFICE, home)
        self.inspector = make_person("刘志强", Role.INSPECTOR, home)
        villages = [UnitFactory(name="马桥村", parent=home), UnitFactory(name="焦山村", parent=home), None]
        department = UnitFactory(name="城建办", kind=UnitKind.DEPARTMENT, parent=home)
        kinds = [PointKindFactory(name="街道"), PointKindFactory(name="市场")]
        standard = StandardFactory(veto_cap=60)
        section = SectionFactory(standard=standard)
        self.deduct = ItemFactory(section=section, veto="sheet")
        self.direct = ItemFactory(section=section, method=Method.DIRECT, max_points=5)
        KindWeight.objects.create(standard=standard, kind=kinds[0], weight=60)
        self.round = RoundFactory(standard=standard, territory=home)
        self.points = [
            PointFactory(unit=villages[n % 3], kind=kinds[n % 2], in_charge=None, town=home) for n in range(4)
        ]
        PointResponsibility.objects.create(point=self.points[0], unit=department)
        for point in self.points:
            AssignmentFactory(round=self.round, point=point, inspector=self.inspector)

    def visit(self, point, count, points, void):
        entries = {
            self.deduct.pk: Entry(count=count),
            self.direct.pk: Entry(not_applicable=points is None, points=points),
        }
        sheet = submit_sheet(
            key=uuid.uuid4(),
            round=self.round,
            point=self.points[point],
            inspector=self.inspector,
            entries=entries,
            now=NOW,
        )
        if void:
            void_sheet(sheet=sheet, reason="重复", by=self.office, now=NOW)

    @tried(25)
    @given(st.lists(visits, min_size=1, max_size=5), st.sampled_from(Aggregation.values))
    def test_results_of_submissions_equal_rebuilt_ones_and_a_naive_recount(self, made, aggregation):
        self.round.standard.aggregation = aggregation
        self.round.standard.save()
        for visit in made:
            self.visit(*visit)
        assert refresh_results(round=self.round) == []
        sheets = list(Sheet.objects.official().prefetch_related("scores"))
        for result in RoundResult.objects.filter(basis=Basis.TERRITORY):
            own = [s for s in sheets if self.counts_for(s, result.unit)]
            assert result.points == len({s.point_id for s in own})
            if aggregation == Aggregation.BY_ITEM:
                assert result.base == self.naive_by_item(own)
        assert bool(sheets) == RoundResult.objects.exists() == ItemResult.objects.exists()

    def counts_for(self, sheet, unit):
        if unit is None or sheet.unit is None:
            return sheet.unit is unit
        return sheet.unit.path.startswith(unit.path)

    def naive_by_item(self, sheets):
        """100 x (sum of mean points) / (sum of maxima), item by item, straight from the scores."""
        won = possible = Fraction(0)
        for item in (self.deduct, self.direct):
            seen = [s for sheet in sheets for s in sheet.scores.all() if s.item_id == item.pk and s.awarded is not None]
            if seen:
                won += sum(Fraction(s.awarded) for s in seen) / len(seen)
                possible += Fraction(item.max_points)
        return scoring.rounded(100 * won / possible) if possible else None


@pytest.mark.django_db
def test_a_department_is_pooled_over_what_it_answers_for(town):
    """公安局 in the real assessment: 5 points, 0.2 lost: 96.00, whatever the items."""
    standard = StandardFactory(aggregation=Aggregation.BY_ITEM)
    section = SectionFactory(standard=standard)
    items = [ItemFactory(section=section, method=Method.DIRECT, max_points=1) for _ in range(2)]
    round = RoundFactory(standard=standard, territory=town.home)
    inspector = make_person("刘志强", Role.INSPECTOR, town.home)
    for lost in (["0", "0"], ["0.2", None], ["0", "0"]):
        point = PointFactory(unit=town.village, in_charge=None)
        PointResponsibility.objects.create(point=point, unit=town.department)
        AssignmentFactory(round=round, point=point, inspector=inspector)
        entries = {
            item.pk: Entry(not_applicable=value is None, points=None if value is None else 1 - Decimal(value))
            for item, value in zip(items, lost, strict=True)
        }
        submit_sheet(key=uuid.uuid4(), round=round, point=point, inspector=inspector, entries=entries, now=NOW)
    result = RoundResult.objects.get(basis=Basis.DEPARTMENT, unit=town.department)
    assert (result.score, result.awarded, result.maximum) == (Decimal("96.00"), Decimal("4.8"), Decimal(5))
