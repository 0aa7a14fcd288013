"""A law of the daily work: run at any growing moments, it does the same as run once at the last of them; each stage once."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.models import TrailEntry
from rectification.models import Escalation, RectificationTask, SupervisionOrder
from rectification.services.escalation import escalate
from rectification.transitions import State
from tests.factories import NOW, FindingFactory, PointFactory, TaskFactory, UnitFactory, home_unit
from tests.laws.tried import tried

HOUR = timedelta(hours=1)
STATES = [State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.SUSPENDED, State.TRANSFERRED, State.CLOSED]

tasks = st.lists(
    st.fixed_dictionaries(
        {
            "state": st.sampled_from(STATES),
            "due": st.integers(-100, 100),
            "limit": st.integers(1, 60),
            "reworks": st.integers(0, 3),
        }
    ),
    min_size=1,
    max_size=6,
)
moments = st.lists(st.integers(-120, 200), min_size=1, max_size=6)


class DailyWork(TestCase):
    def setUp(self):
        home = home_unit()
        self.unit = UnitFactory(name="马桥村", parent=home)
        self.point = PointFactory(town=home, unit=self.unit)

    def make(self, drawn: dict) -> RectificationTask:
        """A task whose times are hours from NOW; nobody works on it."""
        deadline, limit = NOW + drawn["due"] * HOUR, drawn["limit"] * HOUR
        return TaskFactory(
            finding=FindingFactory(point=self.point), state=drawn["state"], responsible_unit=self.unit,
            reworks=drawn["reworks"], limit_amount=drawn["limit"], limit_unit="working_hours", closed_at=NOW,
            deadline=deadline, warn_at=deadline - limit / 4, escalate_at=deadline + limit,
        )  # fmt: skip

    def run_at(self, hours: list[int]) -> tuple[list, list, list]:
        """What stands after these runs: stages, orders, words of the trail; then it is as if nothing had happened."""
        for hour in hours:
            escalate(now=NOW + hour * HOUR)
        stages = sorted(Escalation.objects.values_list("task", "stage", "deadline"))
        orders = sorted(SupervisionOrder.objects.values_list("task", "cause"))
        own = TrailEntry.objects.of_many(RectificationTask, RectificationTask.objects.values_list("pk", flat=True))
        words = sorted(own.values_list("subject_id", "verb"))
        return stages, [task for task, _cause in orders], words

    @tried(40)
    @given(tasks, moments)
    def test_any_number_of_runs_do_what_the_last_one_alone_would(self, drawn, hours):
        hours = sorted(hours)
        first = [self.make(one) for one in drawn]
        stages, orders, words = self.run_at(hours)
        assert len(stages) == len(set(stages)), "each stage once"
        assert len(words) == len(set(words)), "and each said once"
        second = [self.make(one) for one in drawn]
        twin = {a.pk: b.pk for a, b in zip(first, second, strict=True)}
        done_before = {b.pk for b in second}
        all_stages, all_orders, all_words = self.run_at(hours[-1:])
        assert [(twin[task], *rest) for task, *rest in stages] == [one for one in all_stages if one[0] in done_before]
        assert sorted(twin[task] for task in orders) == [task for task in all_orders if task in done_before]
        assert sorted((twin[task], verb) for task, verb in words) == [one for one in all_words if one[0] in done_before]
