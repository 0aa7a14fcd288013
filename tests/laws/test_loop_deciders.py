"""Who decides on what was asked for: every pair of one who asks and one who decides, for both kinds, granted and refused.

Walks that go at random (test_loop_requests) hardly ever let the same person ask and decide; here nobody is left out.
"""

from datetime import timedelta
from itertools import product

from django.core.exceptions import ValidationError
from django.db import transaction

from rectification.models import Request
from rectification.services import ask, decide, perform
from tests.factories import NOW
from tests.laws.loop_rules import POSTS
from tests.laws.loop_scene import LoopScene

ASKS = {"extension": {("unit", "unit")}, "suspension": {("unit", "unit"), ("office", "")}}
DECIDES = {"extension": {("office", "")}, "suspension": {("leader", "")}}
"""Kind > the posts (role, unit) of which one is needed; the task is the unit's."""


class Deciders(LoopScene):
    def setUp(self):
        super().setUp()
        office, self.task = self.people["office"], self.report("路面破损")
        perform(task=self.task, verb="register", by=office, now=NOW, kind=self.kind, severity="normal")
        self.task = perform(task=self.task, verb="assign", by=office, now=NOW, unit=self.units["unit"])

    def test_only_the_right_post_decides_and_nobody_on_the_own_request(self):
        tried = 0
        for kind, asker, decider, granted in product(ASKS, POSTS, POSTS, (True, False)):
            if not ASKS[kind] & set(POSTS[asker]):
                continue
            right = asker != decider and bool(DECIDES[kind] & set(POSTS[decider]))
            assert self.may(kind, asker, decider, granted) == right, (kind, asker, decider, granted)
            tried += 1
        assert tried > 40

    def may(self, kind, asker, decider, granted) -> bool:
        """Tries it, and takes it back."""
        until = self.task.deadline + timedelta(days=2)
        with transaction.atomic():
            request = ask(task=self.task, kind=kind, reason="下雨", until=until, by=self.people[asker], now=NOW)
            try:
                decide(request=request, granted=granted, by=self.people[decider], now=NOW, reason="因为")
            except ValidationError:
                done = False
            else:
                done = Request.objects.get(pk=request.pk).state == ("granted" if granted else "refused")
            transaction.set_rollback(True)
        return done
