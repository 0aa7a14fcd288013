"""Laws of everything that happens round the loop: requests and their answers, reminders, a resident who says that it is not
fixed, the daily work between the steps, a day of the calendar that changes. Several tasks at once.

Whatever is tried in whatever order: only what the rules allow happens and the rest changes nothing; the trail alone rebuilds
every task; no clock runs backwards; the numbers on the list are those that counting by hand gives.
"""

from collections import Counter
from datetime import timedelta

from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.models import TrailEntry
from core.workdays.changes import set_day
from core.workdays.office import office_calendar
from rectification.models import RectificationTask
from rectification.selectors.rows import light_counts, open_and_overdue
from rectification.services.escalation import escalate
from rectification.services.reminders import remind_of_overdue, remind_to_look_again
from rectification.transitions import CLOCK_STATES, OPEN_STATES
from tests.factories import NOW
from tests.laws.loop_rules import CHANGES_NOTHING, CHECKS, ENDS, MOVES_DEADLINE, PEOPLE, RULES, STAYS, Model
from tests.laws.loop_scene import LoopScene, NothingAsked
from tests.laws.tried import tried

TASKS = 2
VERBS = [*sorted(RULES), *sorted(STAYS) * 2]
HOURS = (1, 1, 3, 5, 20, 24, 72, 400)  # 400: beyond the time in which a closed task is reopened
OFTEN = {"register": 3, "assign": 6, "start": 6, "submit": 8, "close": 5, "rework": 4, "not_fixed": 6, "resume": 3}
"""So many times as likely as others, or hardly a task would come to its end."""

steps = st.tuples(
    st.integers(0, TASKS - 1),
    st.sampled_from((*PEOPLE, "resident")),
    st.sampled_from(VERBS),
    st.booleans(),  # with all that is needed
    st.sampled_from(("unit", "other_unit")),
    st.sampled_from(HOURS),
    st.sampled_from(
        ("legal", "legal", "legal", "legal", "tempting", "tempting", "")
    ),  # what is taken instead, if anything
    st.integers(0, 10_000),  # which one
)
between = st.sampled_from(
    (None, None, None, "daily", "daily", *range(4))
)  # the daily work; a day so far ahead that was a working day becomes a free one, or the other way round


class EverythingRoundTheLoop(LoopScene):
    @tried(20)
    @given(st.lists(st.tuples(steps, between), min_size=12, max_size=30))
    def test_what_the_rules_allow_happens_and_nothing_else(self, tried):
        tasks = [self.resident_reports("垃圾桶满了"), self.report("路面破损")]
        models, now = [Model() for _task in tasks], NOW
        for (n, who, verb, complete, unit, hours, rather, which), meanwhile in tried:
            now += timedelta(hours=hours)
            self.meanwhile(tasks, meanwhile, now)
            task, model = tasks[n], models[n]
            if rather == "legal":  # so that tasks get far
                who, verb, complete = self.legal_step(model, n, now, which) or (who, verb, complete)
            elif rather == "tempting":
                verb, complete = self.tempting(model, now, which), True
            if (who == "resident" and n) or (who == "resident") != (verb == "not_fixed"):
                continue  # only the first task is a resident's, and residents find a way to nothing else
            self.one_step(task, model, who, verb, complete, unit, now)
        for task, model in zip(tasks, models, strict=True):
            self.trail_tells_the_task(task, model)
        self.counted_by_hand(now)

    def legal_step(self, model, n, now, which):
        """First the verb, then one who may do it: else what many may do would be done all the time."""
        people = (*PEOPLE, "resident") if n == 0 else PEOPLE
        able: dict[str, list[str]] = {}
        for verb in sorted({*RULES, *STAYS} - ENDS):
            for who in people:
                if model.allows(who, verb, now):
                    able.setdefault(verb, []).append(who)
        if not able:
            return None
        verbs = [verb for verb in able for _n in range(OFTEN.get(verb, 1))]
        verb = verbs[which % len(verbs)]
        return able[verb][which // len(verbs) % len(able[verb])], verb, True

    def tempting(self, model, now, which):
        """A step that the task is ripe for; whoever's turn it is tries it, mostly somebody who may not. Checks above all."""
        verbs = [verb for verb in sorted({*RULES, *STAYS} - ENDS) if model.stands_for(verb, now, True)]
        verbs += [verb for verb in sorted(CHECKS) if verb in verbs] * 4
        return verbs[which % len(verbs)] if verbs else "progress"

    def one_step(self, task, model, who, verb, complete, unit, now):
        before = self.as_stored(task)
        try:
            self.attempt(task, who, verb, complete, unit, now)
        except (ValidationError, NothingAsked) as error:
            assert not model.allows(who, verb, now, complete), (who, verb, error)
            assert before == self.as_stored(task), "what is refused changes nothing"
            return
        assert model.allows(who, verb, now, complete), f"{who} may not {verb} a task that is {model.state}"
        model.take(who, verb, unit, now)
        self.changed_as_told(task, before, verb, now)

    def changed_as_told(self, task, before, verb, now):
        after = self.as_stored(task)
        assert after[1] == before[1] + 1, "one entry, no more and no less"
        if verb in CHANGES_NOTHING:
            assert after[0] == before[0]
        else:
            assert after[0]["version"] == before[0]["version"] + 1
        self.clock_runs_on(before[0], after[0], verb, now)

    def clock_runs_on(self, before, after, verb, now):
        assert after["clock_started_at"] is None or after["clock_started_at"] <= now
        if verb not in MOVES_DEADLINE:
            assert after["deadline"] == before["deadline"]
        if before["deadline"] and after["deadline"] and verb not in ("reopen", "not_fixed"):
            assert after["deadline"] >= before["deadline"]
        if after["deadline"]:
            assert after["deadline"] > after["clock_started_at"]
            assert after["clock_started_at"] <= after["warn_at"] <= after["deadline"] < after["escalate_at"]

    def meanwhile(self, tasks, what, now):
        """What happens without a step: nothing of it changes a state, and only the calendar moves a deadline."""
        before = [self.as_stored(task)[0] for task in tasks]
        if what == "daily":
            for work in (escalate, remind_of_overdue, remind_to_look_again):
                work(now=now)
            assert before == [self.as_stored(task)[0] for task in tasks]
        elif what is not None:
            self.turn_a_day(tasks, before, what, now)

    def turn_a_day(self, tasks, before, days, now):
        day = now.date() + timedelta(days=days)
        turned = not office_calendar().is_working(day)
        moved = set_day(day=day, is_working=turned, note="", by=self.people["office"], now=now)
        after = [self.as_stored(task)[0] for task in tasks]
        pairs = list(zip(before, after, strict=True))
        assert moved == sum(old["deadline"] != new["deadline"] for old, new in pairs)
        for old, new in pairs:
            assert new["version"] == old["version"] + (old["deadline"] != new["deadline"])
            assert (new["state"], new["clock_started_at"]) == (old["state"], old["clock_started_at"])
            if new["deadline"] != old["deadline"]:
                assert new["deadline"] > now, "no correction makes a task overdue"

    def counted_by_hand(self, now):
        tasks = list(RectificationTask.objects.all())
        by_hand = Counter(task.light_at(now) for task in tasks if task.is_open)
        counts = light_counts(RectificationTask.objects.all(), now)
        assert counts.pop("") == len(tasks)
        assert {light: n for light, n in counts.items() if n} == dict(by_hand)
        late = [task for task in tasks if task.state in CLOCK_STATES and task.deadline and task.deadline < now]
        open_tasks = [task for task in tasks if task.state in OPEN_STATES]
        assert open_and_overdue(RectificationTask.objects.all(), now)[:2] == (len(open_tasks), len(late))
        assert RectificationTask.objects.open().count() == len(open_tasks)
        lights = TrailEntry.objects.filter(verb="light_red").values_list("subject_id", "changes")
        assert len(lights) >= len({pk for pk, _changes in lights})
