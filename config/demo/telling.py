"""Tells a story to the services, step by step, each as the right person at the right moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from campaign.models import ControlLineKind
from config.demo.residents import sent_by_resident
from config.demo.shelf import PhotoShelf
from config.demo.stories import PUBLIC, SUPERIOR, Story
from config.demo.words import DUTY, MEASURE, said
from core.models import Photo, PhotoPurpose, Unit, User
from facilities.models import Point
from rectification.models import ProblemKind, RectificationTask, RequestKind
from rectification.services import add_progress, ask, decide, perform, report_finding
from rectification.services.orders import draft_order, sign_order
from rectification.services.public import say_not_fixed
from rectification.services.public_photos import photos_of, show_photos

LEFT_AFTER_A_POOR_JOB = 0.3
LOOK_AGAIN_AFTER = timedelta(days=22)
MORE_TIME = timedelta(days=6)
ANSWER_AFTER = timedelta(days=3)

Happening = tuple[datetime, Callable[[], object]]


@dataclass
class Teller:
    """units, kinds and lines by name, points by code, people by account, workers by the name of their unit.

    rounds: {"city": (name, address), ...} of the last rounds, which labels of stories name.
    """

    town: Unit
    units: dict[str, Unit]
    points: dict[str, Point]
    kinds: dict[str, ProblemKind]
    lines: dict[str, ControlLineKind]
    people: dict[str, User]
    workers: dict[str, User]
    rounds: dict[str, tuple[str, str]]
    shelf: PhotoShelf
    told: dict[str, "Telling"] = field(default_factory=dict, init=False)
    """The last telling of each story's words: what a duplicate is the same as."""

    def happenings(self, story: Story, moments: list[datetime], place: str, rng: Random) -> list[Happening]:
        """The report and each step at its moment. place: whose photos they are (see `pictures.take`)."""
        telling = Telling(self, story, place, rng)
        steps = [
            (moment, partial(telling.take, verb, moment)) for verb, moment in zip(story.steps, moments[1:], strict=True)
        ]
        return [(moments[0], partial(telling.report, moments[0])), *steps]


class Telling:
    """One story while it is told; `task` is what it has become so far."""

    task: RectificationTask

    def __init__(self, teller: Teller, story: Story, place: str, rng: Random):
        self.teller, self.story, self.place, self.rng = teller, story, place, rng
        self.taken: dict[str, int] = {}
        self.inspector, self.office = teller.people[story.inspector], teller.people[story.office]

    def report(self, now: datetime) -> None:
        self.task = self._reported(now)
        self.teller.told[self.story.what] = self

    def _reported(self, now: datetime) -> RectificationTask:
        teller, story = self.teller, self.story
        if story.source == PUBLIC:
            photo = self.photo(1, PhotoPurpose.PROBLEM, None, now)
            return sent_by_resident(
                story, town=teller.town, point=teller.points[story.point], photo=photo, now=now, rng=self.rng
            )
        by = self.office if story.source == SUPERIOR else self.inspector
        photos = [self.photo(1, PhotoPurpose.PROBLEM, by, now)] if story.has_photo else []
        names = {key: name for key, (name, _path) in teller.rounds.items()}
        path = next((path for key, (_name, path) in teller.rounds.items() if f"{{{key}}}" in story.label), "")
        return report_finding(
            source=story.source,
            description=story.what,
            town=teller.town,
            by=by,
            now=now,
            point=teller.points[story.point],
            place=story.place,
            kind=teller.kinds[story.kind],
            item_code=story.item,
            control_line=teller.lines.get(story.line),
            at_stake=Decimal(story.stake) if story.stake else None,
            source_label=story.label.format(**names),
            source_path=path,
            photos=photos,
            auto=False,
        )

    def take(self, verb: str, now: datetime) -> None:
        """One step; the task is afterwards what it has become."""
        turn = self.taken.get(verb, 0)
        self.taken[verb] = turn + 1
        words = self.story.says.get(verb, [])
        said_now = words[turn] if turn < len(words) else said(verb, self.story.scene, self.rng.randrange(10))
        step = getattr(self, f"_{verb}", None)
        if step:
            self.task = step(self.task, now, said_now)
        else:
            self.task = perform(task=self.task, verb=verb, by=self.office, now=now, reason=said_now)

    def photo(self, left: float, purpose: str, by: User | None, at: datetime, shot: str = "") -> Photo:
        return self.teller.shelf.photo(self.story.scene, self.place, left, purpose=purpose, by=by, at=at, shot=shot)

    def unit(self) -> Unit:
        """The responsible unit; the first time another one, where the story says that it was handed back."""
        wrong = "hand_back" in self.story.steps and not self.taken.get("hand_back")
        name = self.story.unit
        return self.teller.units[("城建办" if name != "城建办" else "综合执法队") if wrong else name]

    def worker(self, task: RectificationTask) -> User:
        return self.teller.workers[task.responsible_unit.name]

    def _register(self, task, now, words):
        kind = self.teller.kinds[self.story.kind]
        return perform(
            task=task, verb="register", by=self.office, now=now, kind=kind, severity=self.story.severity, note=words
        )

    def _assign(self, task, now, words):
        unit = self.unit()
        person = self.story.person or DUTY.get(unit.name, "")
        return perform(task=task, verb="assign", by=self.office, now=now, unit=unit, person=person)

    def _hand_back(self, task, now, words):
        return perform(task=task, verb="hand_back", by=self.worker(task), now=now, reason=words)

    def _start(self, task, now, words):
        return perform(
            task=task, verb="start", by=self.worker(task), now=now, note=words, measure=MEASURE[self.story.scene]
        )

    def _progress(self, task, now, words):
        return add_progress(task=task, by=self.worker(task), now=now, note=words)

    def _submit(self, task, now, words):
        poor = "rework" in self.story.steps and self.taken["submit"] == 1
        worker = self.worker(task)
        photos = [self.photo(LEFT_AFTER_A_POOR_JOB if poor else 0, PhotoPurpose.AFTER, worker, now)]
        return perform(task=task, verb="submit", by=worker, now=now, note=words, photos=photos)

    def _rework(self, task, now, words):
        photos = [self.photo(LEFT_AFTER_A_POOR_JOB, PhotoPurpose.RECHECK, self.inspector, now, "recheck")]
        return perform(task=task, verb="rework", by=self.inspector, now=now, reason=words, photos=photos)

    def _close(self, task, now, words):
        photos = [self.photo(0, PhotoPurpose.RECHECK, self.inspector, now, "recheck")]
        return perform(task=task, verb="close", by=self.inspector, now=now, note=words, photos=photos)

    def _transfer(self, task, now, words):
        reference = f"枫创办函〔{now.year}〕{self.rng.randint(3, 60)}号"
        authority = self.story.authority
        return perform(
            task=task, verb="transfer", by=self.office, now=now, authority=authority, reference=reference, note=words
        )

    def _close_on_answer(self, task, now, words):
        photos = [self.photo(0, PhotoPurpose.RECHECK, self.office, now, "recheck")]
        return perform(task=task, verb="close_on_answer", by=self.office, now=now, note=words, photos=photos)

    def _mark_duplicate(self, task, now, words):
        other = self.teller.told[self.story.same_as].task
        return perform(task=task, verb="mark_duplicate", by=self.office, now=now, other_task=other, reason=words)

    def _not_fixed(self, task, now, words):
        photos = [self.photo(1, PhotoPurpose.PROBLEM, None, now, "again")]
        return say_not_fixed(report=task.public_report, now=now, reason=words, photos=photos)

    def _show_photos(self, task, now, words):
        seen = [str(photo.key) for photo in photos_of(task.public_report)]
        show_photos(report=task.public_report, by=self.office, now=now, seen=seen)
        return task

    def _draft_order(self, task, now, words):
        leader, answer_by = self.teller.people["leader"], (now + ANSWER_AFTER).date()
        draft_order(task=task, demand=words, answer_by=answer_by, by=leader, now=now)
        return task

    def _sign_order(self, task, now, words):
        leader = self.teller.people["leader"]
        sign_order(order=task.orders.get(), by=leader, now=now, opinion=words, typed_name=str(leader))
        return task

    def _ask_extension(self, task, now, words):
        until = datetime.combine(task.deadline + MORE_TIME, time(17, 30), now.tzinfo)
        ask(task=task, kind=RequestKind.EXTENSION, reason=words, until=until, by=self.worker(task), now=now)
        return task

    def _ask_suspension(self, task, now, words):
        until = datetime.combine(now + LOOK_AGAIN_AFTER, time(17, 30), now.tzinfo)
        ask(task=task, kind=RequestKind.SUSPENSION, reason=words, until=until, by=self.worker(task), now=now)
        return task

    def _grant_extension(self, task, now, words):
        return self._decide(task, now, words, self.office)

    def _refuse_extension(self, task, now, words):
        return self._decide(task, now, words, self.office, granted=False)

    def _grant_suspension(self, task, now, words):
        return self._decide(task, now, words, self.teller.people["leader"])

    def _decide(self, task, now, words, by, granted=True):
        decide(request=task.requests.get(state="asked"), granted=granted, by=by, now=now, reason=words)
        task.refresh_from_db()
        return task
