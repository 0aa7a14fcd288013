"""Laws of the rectification loop: whatever several people try in whatever order, only what the rules allow happens, all of it
stands in the trail, and the trail alone tells where a task stands.

The rules are written down here a second time, by hand from section 6 of the domain rules, and not read from the table.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.dateparse import parse_datetime
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.errors import DomainError, NotAllowed
from core.models import PhotoPurpose, Role, TrailEntry
from core.photos import store_photo
from rectification.models import RectificationTask
from rectification.services import add_progress, allowed_transitions, perform, report_finding
from tests.factories import NOW, ProblemKindFactory, UnitFactory, home_unit, make_person, make_picture

OPEN = {"reported", "registered", "transferred", "assigned", "in_progress", "submitted", "suspended"}

# verb: from, to, by whom, does it need anything
RULES = {
    "register": ({"reported"}, "registered", {"office"}, True),
    "reject": ({"reported"}, "rejected", {"office"}, True),
    "mark_duplicate": ({"reported"}, "duplicate", {"office"}, True),
    "transfer": ({"reported", "registered"}, "transferred", {"office"}, True),
    "take_back": ({"transferred"}, "registered", {"office"}, True),
    "close_on_answer": ({"transferred"}, "closed", {"office"}, True),
    "assign": ({"registered"}, "assigned", {"office"}, True),
    "hand_back": ({"assigned"}, "registered", {"unit"}, True),
    "start": ({"assigned"}, "in_progress", {"unit", "office"}, True),
    "submit": ({"in_progress"}, "submitted", {"unit", "office"}, True),
    "close": ({"submitted"}, "closed", {"inspector", "office"}, True),
    "rework": ({"submitted"}, "in_progress", {"inspector", "office"}, True),
    "suspend": ({"assigned", "in_progress"}, "suspended", {"leader"}, True),
    "resume": ({"suspended"}, "in_progress", {"office"}, False),
    "cancel": (OPEN, "cancelled", {"office"}, True),
    "reopen": ({"closed"}, "in_progress", {"office"}, True),
    "progress": ({"in_progress"}, "in_progress", {"unit", "office"}, True),
}
CHECKS = {"close", "rework"}
PROGRESS = {"start", "submit", "progress"}
PEOPLE = ("office", "second_office", "leader", "inspector", "unit", "other_unit", "admin")


@dataclass
class Model:
    """The task as the rules would have it."""

    state: str = "reported"
    unit: str = ""
    wrote: set = field(default_factory=set)
    counts: dict = field(default_factory=lambda: dict.fromkeys(("submit", "rework", "reopen"), 0))

    def allows(self, who: str, verb: str, complete: bool = True) -> bool:
        sources, _target, roles, needs = RULES[verb]
        role = {"second_office": "office", "other_unit": "unit"}.get(who, who)
        own = role != "unit" or who == self.unit
        separate = verb not in CHECKS or (who not in self.wrote and who != self.unit)
        never_assigned = verb == "reopen" and not self.unit
        return (
            self.state in sources
            and role in roles
            and own
            and separate
            and (complete or not needs)
            and not never_assigned
        )

    def take(self, who: str, verb: str, unit: str) -> None:
        self.state = RULES[verb][1]
        if verb in self.counts:
            self.counts[verb] += 1
        if verb in {"start", "rework", "reopen"}:
            self.wrote = set()
        if verb in PROGRESS:
            self.wrote.add(who)
        if verb == "assign":
            self.unit = unit
        if verb == "hand_back":
            self.unit = ""


steps = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(sorted(RULES)),
    st.booleans(),  # with all that is needed
    st.sampled_from(("unit", "other_unit")),  # whom it is assigned to
    st.one_of(st.none(), *[st.integers(0, 10_000)] * 3),  # mostly a legal step is taken instead, so that tasks get far
)
ENDS = {"reject", "mark_duplicate", "cancel", "transfer"}


class LoopLaw(TestCase):
    def setUp(self):
        home = home_unit()
        self.home, self.kind = home, ProblemKindFactory()
        self.units = {
            "unit": UnitFactory(name="马桥村", parent=home),
            "other_unit": UnitFactory(name="焦山村", parent=home),
        }
        posts = {"second_office": Role.OFFICE, "other_unit": Role.UNIT}
        self.people = {
            who: make_person(who, posts.get(who, who), self.units.get(who, home), username=who) for who in PEOPLE
        }
        self.other = self.report("另一件")

    def report(self, description):
        return report_finding(source="patrol", description=description, town=self.home, by=None, now=NOW, place="老街")

    def photo(self, task, who, now):
        return store_photo(
            upload=make_picture(), subject=task, purpose=PhotoPurpose.PROGRESS, by=self.people[who], now=now
        )

    def given_for(self, task, who, verb, complete, unit, now):
        if not complete:
            return {"reason": " ", "note": ""}
        words = {"note": "做了", "reason": "因为", "authority": "市供水公司", "reference": "12号"}
        return words | {
            "kind": self.kind, "severity": "normal", "unit": self.units[unit], "other_task": self.other,
            "look_again": now.date() + timedelta(days=9), "photos": [self.photo(task, who, now)],
        }  # fmt: skip

    def attempt(self, task, who, verb, complete, unit, now):
        given = self.given_for(task, who, verb, complete, unit, now)
        if verb == "progress":
            return add_progress(task=task, by=self.people[who], now=now, note=given["note"])
        return perform(task=task, verb=verb, by=self.people[who], now=now, **given)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(steps, min_size=6, max_size=18))
    def test_only_legal_steps_happen_and_the_trail_alone_tells_where_the_task_stands(self, tried):
        task, model, now = self.report("垃圾房满溢"), Model(), NOW
        for who, verb, complete, unit, instead in tried:
            now += timedelta(hours=1)
            legal = [(w, v) for w in PEOPLE for v in sorted(RULES) if model.allows(w, v)]
            onward = [step for step in legal if step[1] not in ENDS]
            if instead is not None and onward:
                (who, verb), complete = onward[instead % len(onward)], True
            self.offers_equal_the_rules(task, model)
            self.one_step(task, model, who, verb, complete, unit, now)
        self.trail_rebuilds(task, model)

    def one_step(self, task, model, who, verb, complete, unit, now):
        before = (RectificationTask.objects.values().get(pk=task.pk), TrailEntry.objects.about(task).count())
        if model.allows(who, verb, complete):
            self.attempt(task, who, verb, complete, unit, now)
            model.take(who, verb, unit)
            after = RectificationTask.objects.get(pk=task.pk)
            assert after.version == before[0]["version"] + 1
            assert TrailEntry.objects.about(task).count() == before[1] + 1
            assert after.state == model.state
            return
        try:
            self.attempt(task, who, verb, complete, unit, now)
        except DomainError as error:
            if model.state in RULES[verb][0] and not model.allows(who, verb) and model.unit:
                assert isinstance(error, NotAllowed)
        else:
            raise AssertionError(f"{who} may not {verb} a task that is {model.state}")
        assert before == (RectificationTask.objects.values().get(pk=task.pk), TrailEntry.objects.about(task).count())

    def offers_equal_the_rules(self, task, model):
        """What the page offers is what the services let happen."""
        now_task = RectificationTask.objects.select_related("town", "finding", "responsible_unit").get(pk=task.pk)
        for who, user in self.people.items():
            offered = {way.verb for way in allowed_transitions(now_task, user)}
            allowed = {verb for verb in RULES if verb != "progress" and model.allows(who, verb)}
            assert offered - {"reopen"} == allowed - {"reopen"}, who

    def trail_rebuilds(self, task, model):
        task = RectificationTask.objects.select_related("finding", "responsible_unit").get(pk=task.pk)
        entries = list(TrailEntry.objects.about(task).order_by("pk"))
        state, unit, deadline = "", "", ""
        for entry in entries:
            assert entry.old_state == state
            state = entry.new_state
            unit = entry.changes.get("responsible_unit", (unit, unit))[1]
            deadline = entry.changes.get("deadline", (deadline, deadline))[1]
        told = [entry.verb for entry in entries]
        assert (
            (state, unit) == (task.state, str(task.responsible_unit or "")) == (model.state, self.name_of(model.unit))
        )
        assert (parse_datetime(deadline) if deadline else None) == task.deadline
        assert [told.count(verb) for verb in ("submit", "rework", "reopen")] == list(model.counts.values())
        assert [task.passes, task.reworks, task.reopenings] == list(model.counts.values())
        assert task.version == len(entries)

    def name_of(self, who):
        return str(self.units[who]) if who else ""
