"""The morning's tasks of the loop, made by the services as in life, for the journeys of the office, the unit and the leader."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from core.attachments.photos import store_photo
from core.models import PhotoPurpose
from rectification.models import RectificationTask, RequestKind, Source
from rectification.services import ask, perform, report_finding
from rectification.services.public import take_report
from tests.factories import PointFactory, ProblemKindFactory, make_picture

PHOTO = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": make_picture(size=(320, 240)).read()}


class Loop:
    """Tasks of 马桥村, each so many days old; `by` are the people of the tests."""

    def __init__(self, town, office, unit):
        self.town, self.office, self.unit = town, office, unit
        self.kind = ProblemKindFactory(name="市容环卫")
        self.point = PointFactory(
            name="马桥垃圾房", code="MQ-05", town=town.home, unit=town.village, in_charge=town.village
        )

    def at(self, days: float):
        return timezone.now() - timedelta(days=days)

    def photo(self, at, purpose=PhotoPurpose.PROBLEM, subject=None, by=None):
        return store_photo(
            upload=make_picture(size=(320, 240)), subject=subject or self.town.home, purpose=purpose, by=by, now=at
        )

    def assigned(self, words: str, days: float, **fields) -> RectificationTask:
        """Found at the point, and by that assigned to the village."""
        at = self.at(days)
        given = {"source": Source.PATROL, "point": self.point, "kind": self.kind, "by": None} | fields
        return report_finding(description=words, town=self.town.home, now=at, photos=[self.photo(at)], **given)

    def registered(self, words: str, days: float = 0.2) -> RectificationTask:
        """Nobody is in charge of the place: the office has registered it and not assigned it yet."""
        task = self.assigned(words, days, point=None, place=f"老街{words}")
        now = self.at(days / 2)
        return perform(task=task, verb="register", kind=self.kind, severity="normal", by=self.office, now=now)

    def at_work(self, words: str, days: float, **fields) -> RectificationTask:
        task = self.assigned(words, days, **fields)
        return perform(task=task, verb="start", by=self.unit, now=self.at(days - min(days, 1) / 2), note="安排2人1车")

    def handed_in(self, words: str, days: float = 1, **fields) -> RectificationTask:
        task, at = self.at_work(words, days, **fields), self.at(days - min(days, 1) * 0.75)
        photos = [self.photo(at, PhotoPurpose.AFTER, task, self.unit)]
        return perform(task=task, verb="submit", by=self.unit, now=at, note="已清运2车", photos=photos)

    def asked(self, words: str, kind: str = RequestKind.EXTENSION, days: float = 1) -> RectificationTask:
        """At work, and more time or a pause is asked for."""
        task = self.at_work(words, days)
        until = timezone.now() + timedelta(days=20)
        ask(
            task=task,
            kind=kind,
            reason="等配件到货",
            until=until,
            by=self.unit,
            now=self.at(days - min(days, 1) * 0.75),
        )
        return task

    def by_resident(self, words: str, days: float = 0.1) -> RectificationTask:
        """Reported without an account at the same point: nobody has looked at it yet."""
        at = self.at(days)
        report = take_report(
            key=uuid4(), town=self.town.home, address="192.0.2.7", now=at, description=words, photos=[self.photo(at)],
            point=self.point,
        )  # fmt: skip
        return report.task
