"""People, units and a task on which they try what comes to their mind."""

from datetime import timedelta
from uuid import uuid4

from hypothesis.extra.django import TestCase

from core.attachments.photos import store_photo
from core.models import Photo, PhotoPurpose, TrailEntry
from rectification.models import PublicReport, RectificationTask, Request
from rectification.replay import replay
from rectification.selectors.trail_check import compare
from rectification.services import add_progress, ask, decide, perform, report_finding
from rectification.services.batches import remind
from rectification.services.public import say_not_fixed, take_report
from tests.factories import NOW, PostFactory, ProblemKindFactory, UnitFactory, UserFactory, home_unit, make_picture
from tests.laws.loop_rules import POSTS


class NothingAsked(Exception):
    """There is no request that could be decided on: there isn't even a page for it."""


class LoopScene(TestCase):
    """Two villages, nine people with their posts, and another task beside those that are tried."""

    def setUp(self):
        self.home, self.kind = home_unit(), ProblemKindFactory()
        self.units = {
            "": self.home,
            "unit": UnitFactory(name="马桥村", parent=self.home),
            "other_unit": UnitFactory(name="焦山村", parent=self.home),
        }
        self.people = {who: UserFactory(username=who, display_name=who) for who in POSTS}
        for who, posts in POSTS.items():
            for role, unit in posts:
                PostFactory(user=self.people[who], role=role, unit=self.units[unit])
        self.other = self.report("另一件")
        self.picture = store_photo(
            upload=make_picture(), subject=self.home, purpose=PhotoPurpose.PROBLEM, by=None, now=NOW
        )

    def report(self, description):
        return report_finding(source="patrol", description=description, town=self.home, by=None, now=NOW, place="老街")

    def photo(self) -> Photo:
        """The same picture once more, as it waits for a step; storing one each time would take most of the time."""
        photo = Photo.objects.get(pk=self.picture.pk)
        photo.pk, photo.key, photo._state.adding = None, uuid4(), True
        photo.save()
        return photo

    def resident_reports(self, description) -> RectificationTask:
        given = {"key": uuid4(), "address": "203.0.113.7", "place": "老街", "photos": [self.photo()]}
        return take_report(description=description, town=self.home, now=NOW, **given).task

    def given_for(self, complete, unit, now):
        if not complete:
            return {"reason": " ", "note": ""}
        return {
            "note": "做了", "reason": "因为", "authority": "市供水公司", "reference": "12号",
            "kind": self.kind, "severity": "serious", "unit": self.units[unit], "other_task": self.other,
            "look_again": now.date() + timedelta(days=9), "photos": [self.photo()],
        }  # fmt: skip

    def attempt(self, task, who, verb, complete, unit, now):
        """One try of one person; whatever it is, by the service that the page calls."""
        deed, _, what = verb.partition("_")
        if verb == "not_fixed":
            return self.not_fixed(task, complete, now)
        by = self.people[who]
        if deed == "ask":
            return self.ask(task, what, complete, by, now)
        if deed in ("grant", "refuse"):
            return self.decide(task, what, deed == "grant", complete, by, now)
        if verb == "remind":
            return remind(task=task, by=by, now=now)
        given = self.given_for(complete, unit, now)
        if verb == "progress":
            return add_progress(task=task, by=by, now=now, note=given["note"])
        return perform(task=task, verb=verb, by=by, now=now, **given)

    def ask(self, task, kind, complete, by, now):
        fresh = RectificationTask.objects.get(pk=task.pk)
        until = max(now, fresh.deadline or now) + timedelta(days=2)
        return ask(
            task=task, kind=kind, reason="下雨", until=until if complete else now - timedelta(days=1), by=by, now=now
        )

    def decide(self, task, kind, granted, complete, by, now):
        request = Request.objects.filter(task=task, kind=kind, state="asked").first()
        if request is None:
            raise NothingAsked
        fresh = RectificationTask.objects.get(pk=task.pk)
        until = max(now, fresh.deadline or now, request.until) + timedelta(days=1) if granted else None
        return decide(request=request, granted=granted, by=by, now=now, reason="可以" if complete else " ", until=until)

    def not_fixed(self, task, complete, now):
        report, photos = PublicReport.objects.get(task=task), [self.photo()] if complete else []
        return say_not_fixed(report=report, now=now, reason="还在", photos=photos)

    # ---- what must hold ----

    def as_stored(self, task) -> tuple:
        row = RectificationTask.objects.values().get(pk=task.pk)
        return row, TrailEntry.objects.about(task).count(), list(Request.objects.filter(task=task).values("state"))

    def course(self, task):
        return replay(TrailEntry.objects.about(task).order_by("pk"))

    def trail_tells_the_task(self, task, model):
        """The trail alone, the task and the rules agree, and no entry's time lies before the one before it."""
        task = RectificationTask.objects.select_related("responsible_unit").get(pk=task.pk)
        course = self.course(task)
        assert compare(task, course) == []
        assert (course.state, course.responsible_unit) == (
            model.state,
            self.units[model.unit].name if model.unit else "",
        )
        assert [course.passes, course.reworks, course.reopenings] == list(model.counts.values())
        times = list(TrailEntry.objects.about(task).order_by("pk").values_list("at", flat=True))
        assert times == sorted(times)
