"""Results depend on the final sheets alone: not on their order, on retries, or on the way by which they came in."""

import tempfile
import uuid
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.models import Role, UnitKind
from facilities.models import PointResponsibility
from inspections.imports.form.mapping import FormMapping
from inspections.imports.form.service import import_form
from inspections.models import ItemResult, KindWeight, Method, Round, RoundResult, Sheet, SheetState
from inspections.services.entries import Entry
from inspections.services.late_sheets import accept_late_sheet
from inspections.services.results import rebuild_results
from inspections.services.rounds import change_round
from inspections.services.sheets import save_draft, submit_sheet, void_sheet
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
from tests.inspections.import_files import form_file, mapping_for
from tests.laws.tried import tried

POINTS, INSPECTORS = 3, 2
STORED = ("base", "adjustment", "score", "awarded", "maximum", "observations", "points", "standing", "rank", "tied")

visits = st.lists(
    st.tuples(
        st.integers(0, POINTS - 1),
        st.integers(0, INSPECTORS - 1),
        st.integers(0, 25),  # places found
        st.none() | st.decimals(min_value=0, max_value=5, places=2),  # points entered, or not applicable
    ),
    min_size=1,
    max_size=4,
)
ways = st.sampled_from(["at once", "as a draft first", "three times", "after one that was made void", "late"])


def results_of(round: Round) -> tuple[list, list]:
    """What is stored of a round, without the numbers of the rows."""
    return (
        sorted(RoundResult.objects.filter(round=round).values_list("basis", "unit__name", *STORED), key=str),
        sorted(
            ItemResult.objects.filter(round=round).values_list(
                "basis", "unit__name", "item", "awarded", "maximum", "observations"
            ),
            key=str,
        ),
    )


@pytest.mark.django_db
class WaysLaw(TestCase):
    def setUp(self):
        home = home_unit()
        self.office = make_person("李敏", Role.OFFICE, home)
        self.inspectors = [make_person(f"检查员{n}", Role.INSPECTOR, home) for n in range(INSPECTORS)]
        villages = [UnitFactory(name="马桥村", parent=home), UnitFactory(name="焦山村", parent=home), None]
        department = UnitFactory(name="城建办", kind=UnitKind.DEPARTMENT, parent=home)
        kinds = [PointKindFactory(name="街道"), PointKindFactory(name="市场")]
        self.standard = StandardFactory(veto_cap=60)
        section = SectionFactory(standard=self.standard, loss_cap=9)
        self.deduct = ItemFactory(section=section, veto="sheet")
        self.direct = ItemFactory(section=section, method=Method.DIRECT, max_points=5)
        for kind, weight in zip(kinds, (60, 40), strict=True):
            KindWeight.objects.create(standard=self.standard, kind=kind, weight=weight)
        self.points = [
            PointFactory(unit=villages[n], kind=kinds[n % 2], in_charge=None, town=home) for n in range(POINTS)
        ]
        PointResponsibility.objects.create(point=self.points[0], unit=department)

    def open_round(self) -> Round:
        round = RoundFactory(standard=self.standard, territory=home_unit())
        for point in self.points:
            for inspector in self.inspectors:
                AssignmentFactory(round=round, point=point, inspector=inspector)
        return round

    def sent(self, round, visit, **changed) -> dict:
        point, inspector, count, points = visit
        entries = {
            self.deduct.pk: Entry(count=count),
            self.direct.pk: Entry(not_applicable=points is None, points=points),
        }
        who = {"round": round, "point": self.points[point], "inspector": self.inspectors[inspector]}
        return (
            {"key": uuid.uuid4(), "entries": entries, "now": NOW, "visited_at": NOW - timedelta(hours=1)}
            | who
            | changed
        )

    def bring_in(self, round, visit, way) -> None:
        sent = self.sent(round, visit)
        if way == "as a draft first":
            save_draft(**sent | {"entries": {self.deduct.pk: Entry(count=1)}})
        if way == "after one that was made void":
            wrong = submit_sheet(**self.sent(round, (*visit[:2], 3, Decimal(1))))
            void_sheet(sheet=wrong, reason="点位填错", by=self.office, now=NOW)
        for _time in range(3 if way == "three times" else 1):
            sheet = submit_sheet(**sent)
        if way == "late":
            assert sheet.state == SheetState.LATE
            accept_late_sheet(sheet=sheet, by=self.office, now=NOW)

    def published(self, visits_and_ways) -> tuple[list, list]:
        """The results of a new round in which these visits came in by these ways, in this order; late ones last."""
        round = self.open_round()
        for visit, way in visits_and_ways:
            if way != "late":
                self.bring_in(round, visit, way)
        change_round(round=round, verb="close", by=self.office, now=NOW)
        for visit, way in visits_and_ways:
            if way == "late":
                self.bring_in(round, visit, way)
        change_round(round=round, verb="publish", by=self.office, now=NOW)
        assert rebuild_results([round]) == []
        return results_of(round)

    @tried(10)
    @given(visits, st.data())
    def test_the_same_sheets_give_the_same_results_by_whatever_way_and_in_whatever_order(self, made, data):
        plain = self.published([(visit, "at once") for visit in made])
        other = [(visit, data.draw(ways)) for visit in data.draw(st.permutations(made))]
        assert self.published(other) == plain


rows = st.lists(
    st.tuples(
        st.sampled_from(["宣传氛围", "公共服务", "环境卫生"]),
        st.sampled_from(["公园", "广场", "菜场"]),
        st.sampled_from(["0", "0.2", "0.5", "1"]),  # points lost
        st.sampled_from(["马桥村", "焦山村", None]),
        st.sampled_from(["城管局", "教育局", None]),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.django_db
class FormLaw(TestCase):
    """A form gives what its sheets would have given, sent from a phone one by one; whatever the order of its rows."""

    def imported(self, rows, name) -> Round:
        mapping = mapping_for(round=name, series=name)
        with tempfile.TemporaryDirectory() as folder:
            table = [[n, item, point, float(lost), None, *units] for n, (item, point, lost, *units) in enumerate(rows)]
            path = form_file(Path(folder), table)
            report = import_form(path=path, mapping=FormMapping.from_dict(mapping), by=None, now=NOW)
        assert report.imported == len(rows), report.rejected
        return Round.objects.select_related("standard", "territory").get(name=name)

    def sent(self, imported: Round) -> Round:
        """A round in which each sheet of the imported one comes from a phone."""
        inspector = make_person("刘志强", Role.INSPECTOR, imported.territory)
        round = RoundFactory(standard=imported.standard, territory=imported.territory, number=2)
        items = list(imported.standard.items.all())
        for sheet in Sheet.objects.filter(round=imported).prefetch_related("scores", "departments"):
            point = PointFactory(town=imported.territory, unit=sheet.unit, in_charge=None)
            for unit in sheet.departments.all():
                PointResponsibility.objects.create(point=point, unit=unit)
            AssignmentFactory(round=round, point=point, inspector=inspector)
            scores = {score.item_id: score for score in sheet.scores.all()}
            entries = {
                item.pk: Entry(points=scores[item.pk].awarded) if item.pk in scores else Entry(not_applicable=True)
                for item in items
            }
            submit_sheet(key=uuid.uuid4(), round=round, point=point, inspector=inspector, entries=entries, now=NOW)
        return round

    def stored(self, round: Round) -> tuple[list, list]:
        """Without the number of points: here each sheet has a point of its own."""
        units, items = results_of(round)
        at = 2 + STORED.index("points")
        return [row[:at] + row[at + 1 :] for row in units], items

    @tried(8)
    @given(rows, st.randoms(use_true_random=False))
    def test_a_form_gives_what_phones_would_have_given_in_whatever_order_its_rows_stand(self, rows, random):
        shuffled = rows[:]
        random.shuffle(shuffled)
        first, second = self.imported(rows, "第一次"), self.imported(shuffled, "第二次")
        assert results_of(first) == results_of(second)
        assert self.stored(first) == self.stored(self.sent(first))
