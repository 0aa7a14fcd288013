"""Laws of the indicators: over random histories of the loop every figure equals a naive recount from a diary that was kept beside,
and the list behind a figure holds exactly so many tasks.

The definitions are written down here a second time, by hand from section 6 of the domain rules, and not read from the models.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.http import QueryDict
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import Phase, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.attachments.photos import store_photo
from core.models import PhotoPurpose, Role
from rectification.filters.tasks import TaskFilter
from rectification.models import IndicatorRules, RectificationTask, Source
from rectification.periods import Period, month_so_far, quarter_so_far, year_so_far
from rectification.selectors.indicators import ROW_KEYS, report
from rectification.selectors.report_page import rows_of
from rectification.services import perform, report_finding
from rectification.transitions import from_state
from tests.factories import PointFactory, ProblemKindFactory, UnitFactory, home_unit, make_person, make_picture
from tests.laws.tried import tried

BEGIN = datetime(2025, 10, 1, 1, 0, tzinfo=UTC)
VOID = ("cancelled", "rejected", "duplicate")
WHO = {
    "hand_back": "unit",
    "start": "unit",
    "submit": "unit",
    "close": "inspector",
    "rework": "inspector",
    "suspend": "leader",
}


@dataclass
class Diary:
    """What happened to one task, as it was written down beside."""

    task: RectificationTask
    place: tuple
    happened: list = field(default_factory=list)

    def moments(self, *verbs):
        return [at for verb, at in self.happened if verb in verbs]


actions = st.tuples(
    st.integers(1, 700),  # hours until then
    st.integers(0, 30),  # which task; a new one where there is none with this number
    st.integers(0, 30),  # which of the ways that it may go
    st.booleans(),  # where it is found
    st.booleans(),  # what kind, if it is known at once
    st.sampled_from(Source.values),
)
rules_of = st.builds(
    IndicatorRules,
    starts_on=st.just(datetime(2020, 1, 1).date()),
    on_time_by=st.sampled_from(["closed", "submitted"]),
    leave_out_suspended=st.booleans(),
    leave_out_transferred=st.booleans(),
    recurs_within_days=st.sampled_from([7, 30, 90]),
    least_for_percent=st.sampled_from([1, 5]),
)
periods = st.sampled_from(
    [lambda now: year_so_far(now.year, now), lambda now: quarter_so_far(now.year, (now.month + 2) // 3, now),
     lambda now: month_so_far(now.year, now.month, now), lambda now: year_so_far(now.year - 1, now)]
)  # fmt: skip


class IndicatorLaw(TestCase):
    def setUp(self):
        home = home_unit()
        self.home, self.kinds = home, [ProblemKindFactory(name="环境卫生"), ProblemKindFactory(name="市政设施")]
        self.units = [UnitFactory(name=name, parent=home) for name in ("马桥村", "焦山村")]
        self.points = [PointFactory(town=home, unit=unit, in_charge=unit) for unit in self.units]
        self.people = {role: make_person(role, role, home, username=role) for role in ("office", "leader", "inspector")}
        self.people["unit"] = [make_person(unit.name, Role.UNIT, unit, username=unit.name) for unit in self.units]
        self.other = report_finding(source="patrol", description="别处", town=home, by=None, now=BEGIN, place="老街")
        self.photo = store_photo(upload=make_picture(), subject=home, purpose=PhotoPurpose.PROGRESS, by=None, now=BEGIN)

    @tried(15, phases=(Phase.explicit, Phase.reuse, Phase.generate))
    @given(st.lists(actions, min_size=10, max_size=20), rules_of, periods, st.sampled_from(sorted(ROW_KEYS)))
    def test_figures_equal_a_naive_recount_and_their_lists(self, history, rules, choose_period, by):
        now, diaries = BEGIN, [Diary(self.other, ("老街", ""), [("found", BEGIN)])]
        for hours, which, way, here, known, source in history:
            now += timedelta(hours=hours)
            if which < 12 or len(diaries) == 1:
                diaries.append(self.found(now, here, known, source))
            else:
                self.go_on(diaries[1 + which % (len(diaries) - 1)], way, now)
        now = timezone.localtime(now + timedelta(hours=1))
        rules.pk = None
        rules.made_by, rules.made_at = self.people["office"], now
        rules.save()
        period = choose_period(now)
        shown = report(self.people["office"], by, period)
        diaries = [self.reread(diary) for diary in diaries]
        for part, side in ((period, "this"), (shown.before, "last")):
            for line in shown.lines:
                own = [diary for diary in diaries if self.key_of(diary, by) == line.key]
                self.equal(getattr(line, side), own, diaries, part, rules)
            self.equal(getattr(shown.total, side), diaries, diaries, part, rules)
        self.lists_hold_as_many(shown)

    def found(self, now, here, known, source):
        point = self.points[here]
        kind = self.kinds[here] if known else None
        task = report_finding(
            source=source, description="有问题", town=self.home, by=self.people["inspector"], now=now, point=point, kind=kind,
            item_code="C14", auto=known,
        )  # fmt: skip
        diary = Diary(task, (point.pk, "C14"), [("found", now)])
        if known:
            diary.happened.append(("register", now))
        return diary

    def go_on(self, diary, way, now):
        """One of the legal next steps; a task that is too old to be reopened stays as it is."""
        task = RectificationTask.objects.select_related("responsible_unit", "finding").get(pk=diary.task.pk)
        ways = [t.verb for t in from_state(task.state)]
        if task.state == "closed" and (task.responsible_unit is None or now - task.closed_at > timedelta(days=14)):
            return
        if not ways:
            return
        verb = ways[way % len(ways)]
        self.step(task, verb, now)
        diary.happened.append((verb, now))

    def step(self, task, verb, now):
        who = self.people[WHO.get(verb, "office")]
        unit = task.responsible_unit or self.units[task.pk % 2]
        if isinstance(who, list):
            who = who[self.units.index(unit)]
        perform(
            task=task, verb=verb, by=who, now=now, note="做了", reason="因为", authority="市供水公司", reference="12号",
            kind=self.kinds[task.pk % 2], severity="normal", unit=unit, photos=[self.photo],
            look_again=timezone.localdate(now) + timedelta(days=9), other_task=self.other,
        )  # fmt: skip

    def reread(self, diary):
        diary.task = RectificationTask.objects.select_related("finding").get(pk=diary.task.pk)
        return diary

    def key_of(self, diary, by):
        task = diary.task
        return {"unit": task.responsible_unit_id, "kind": task.finding.kind_id, "source": task.finding.source}[by]

    def equal(self, tally, own, everything, period, rules):
        expected = recount(own, everything, period, rules)
        minutes = expected.pop("minutes")
        assert {name: tally.n(name) for name in expected} == expected
        assert sorted(tally.minutes) == sorted(minutes)

    def lists_hold_as_many(self, shown):
        for row in rows_of(shown):
            for cell in row.cells:
                for side in (cell.this, cell.last):
                    assert self.listed(side.part_url) == side.part_tasks
                    assert self.listed(side.whole_url) == side.whole_tasks
                    if not cell.indicator.counts_events:
                        assert (side.part_tasks, side.whole_tasks) == tuple(side.rate)
            for side in (row.hours.this, row.hours.last):
                assert self.listed(side.url) == side.n

    def listed(self, url):
        request = RequestFactory().get(url)
        request.user = self.people["office"]
        tasks = RectificationTask.objects.visible_to(request.user).annotate_light(timezone.now())
        found = TaskFilter(QueryDict(url.partition("?")[2]), queryset=tasks, request=request)
        assert found.form.is_valid(), found.form.errors
        return found.qs.count()


def recount(own: list[Diary], everything: list[Diary], period: Period, rules: IndicatorRules) -> dict:
    """The figures by going through the diaries one by one."""
    within = lambda at: at is not None and period.start <= at < period.end
    reported = [d for d in own if within(d.moments("found")[0]) and d.task.state != "duplicate"]
    due = [d for d in own if within(d.task.deadline) and d.task.state not in VOID]
    if rules.leave_out_transferred:
        due = [d for d in due if not outside(d)]
    closed = [d for d in due if d.task.state == "closed"]
    running = [d for d in due if not (rules.leave_out_suspended and d.task.state == "suspended")]
    handed = [d for d in own if d.moments("submit") and within(d.moments("submit")[-1])]
    days = timedelta(days=rules.recurs_within_days)
    done = [d for d in own if d.task.state == "closed"]
    judged = [d for d in done if within(closed_at(d) + days)]
    finished = [d for d in done if within(closed_at(d))]
    return {
        "reported": len(reported),
        "registered": sum(bool(d.moments("register") or d.moments("take_back")) for d in reported),
        "due": len(due),
        "closed": len(closed),
        "due_running": len(running),
        "on_time": sum(done_at(d, rules) <= d.task.deadline for d in closed),
        "handed_in": len(handed),
        "submissions": sum(len(d.moments("submit")) for d in handed),
        "reworks": sum(len(d.moments("rework")) for d in handed),
        "sent_back": sum(bool(d.moments("rework")) for d in handed),
        "judged": len(judged),
        "came_back": sum(came_back(d, everything, days) for d in judged),
        "finished": len(finished),
        "minutes": [d.task.minutes_to_close for d in finished],
    }


def outside(diary: Diary) -> bool:
    """Somebody outside the town has it, or closed it by an answer."""
    return diary.happened[-1][0] in ("transfer", "close_on_answer")


def closed_at(diary: Diary):
    return diary.moments("close", "close_on_answer")[-1]


def done_at(diary: Diary, rules: IndicatorRules):
    handed = diary.moments("submit")
    return handed[-1] if rules.on_time_by == "submitted" and handed else closed_at(diary)


def came_back(diary: Diary, everything: list[Diary], days: timedelta) -> bool:
    """Was a problem found here again, and is this the latest that had been closed here by then?"""
    for other in everything:
        at = other.moments("found")[0]
        if other is diary or other.place != diary.place or other.task.state in VOID or not closed_at(diary) <= at:
            continue
        before = [d for d in everything if d is not other and d.place == diary.place and was_closed(d, at)]
        latest = max(
            before, key=lambda d: [t for t in d.moments("close", "close_on_answer") if t <= at][-1], default=None
        )
        if latest is diary and at <= closed_at(diary) + days:
            return True
    return False


def was_closed(diary: Diary, at) -> bool:
    done = [verb for verb, moment in diary.happened if moment <= at]
    return bool(done) and done[-1] in ("close", "close_on_answer")
