"""Laws of the rectification loop: whatever several people try in whatever order, only what the rules allow happens, all of it
stands in the trail, and the trail alone tells where a task stands.
"""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError, NotAllowed
from core.models import TrailEntry
from rectification.models import RectificationTask
from rectification.services import allowed_transitions
from tests.factories import NOW
from tests.laws.loop_rules import ENDS, PEOPLE, RULES, Model
from tests.laws.loop_scene import LoopScene
from tests.laws.tried import tried

steps = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(sorted(RULES)),
    st.booleans(),  # with all that is needed
    st.sampled_from(("unit", "other_unit")),  # whom it is assigned to
    st.one_of(st.none(), *[st.integers(0, 10_000)] * 3),  # mostly a legal step is taken instead, so that tasks get far
)


class LoopLaw(LoopScene):
    @tried(60)
    @given(st.lists(steps, min_size=6, max_size=18))
    def test_only_legal_steps_happen_and_the_trail_alone_tells_where_the_task_stands(self, tried):
        task, model, now = self.report("垃圾房满溢"), Model(), NOW
        for who, verb, complete, unit, instead in tried:
            now += timedelta(hours=1)
            legal = [(w, v) for w in PEOPLE for v in sorted(RULES) if model.allows(w, v, now)]
            onward = [step for step in legal if step[1] not in ENDS]
            if instead is not None and onward:
                (who, verb), complete = onward[instead % len(onward)], True
            self.offers_equal_the_rules(task, model, now)
            self.one_step(task, model, who, verb, complete, unit, now)
        self.trail_tells_the_task(task, model)

    def one_step(self, task, model, who, verb, complete, unit, now):
        before = self.as_stored(task)
        if model.allows(who, verb, now, complete):
            self.attempt(task, who, verb, complete, unit, now)
            model.take(who, verb, unit, now)
            after = RectificationTask.objects.get(pk=task.pk)
            assert after.version == before[0]["version"] + 1
            assert TrailEntry.objects.about(task).count() == before[1] + 1
            assert after.state == model.state
            return
        try:
            self.attempt(task, who, verb, complete, unit, now)
        except DomainError as error:
            if model.state in RULES[verb][0] and not model.may(who, verb, now) and model.unit:
                assert isinstance(error, NotAllowed)
        else:
            raise AssertionError(f"{who} may not {verb} a task that is {model.state}")
        assert before == self.as_stored(task)

    def offers_equal_the_rules(self, task, model, now):
        """What the page offers is what the services let happen."""
        now_task = RectificationTask.objects.select_related("town", "finding", "responsible_unit").get(pk=task.pk)
        for who, user in self.people.items():
            offered = {way.verb for way in allowed_transitions(now_task, user)}
            allowed = {verb for verb in RULES if verb != "progress" and model.allows(who, verb, now)}
            assert offered - {"reopen"} == allowed - {"reopen"}, who
