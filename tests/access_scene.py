"""The records that the addresses of the access matrix name. They belong to 马桥村."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.attachments.papers import store_paper
from core.attachments.photos import store_photo
from core.models import Delivery, ImportRun, Leaving, Notice, Robot
from core.telling.feeds import make_feed
from facilities.models import FundingEntry, FundingSource, Project, ProjectKind
from inspections.models import Amendment, Appeal, Draw, RoundState, SheetState
from rectification.models import PublicReport, Request, RootCause, SupervisionOrder, Talk
from rectification.transitions import State
from tests import factories


class Scene:
    """The records that addresses name, made when a route asks for them. They belong to 马桥村."""

    def __init__(self, town, people):
        self.town = town
        self.people = people

    @cached_property
    def point(self):
        return factories.PointFactory(town=self.town.home, unit=self.town.village)

    @cached_property
    def round(self):
        """An open round in which `inspector` is to visit the point."""
        visited = factories.RoundFactory(territory=self.town.home)
        factories.ItemFactory(section__standard=visited.standard)
        factories.AssignmentFactory(round=visited, point=self.point, inspector=self.people["inspector"])
        return visited

    @cached_property
    def draw(self):
        """The round's, committed and not held."""
        return Draw.objects.create(
            round=self.round, seed="a" * 64, seed_hash="b" * 64, parameters={}, keys={}, committed_at=factories.NOW
        )

    @cached_property
    def standard(self):
        """The round's, with one section; no round froze it yet."""
        return self.round.standard

    @cached_property
    def sheet(self):
        """A draft of `inspector`."""
        return factories.SheetFactory(round=self.round, point=self.point, inspector=self.people["inspector"])

    @cached_property
    def published_score(self):
        """Points were lost on it, on a sheet of `inspector` in a round that was published this morning."""
        published = factories.RoundFactory(territory=self.town.home, state=RoundState.PUBLISHED)
        sheet = factories.SheetFactory(
            round=published, point=self.point, inspector=self.people["inspector"], state=SheetState.SUBMITTED
        )
        return factories.ScoreFactory(sheet=sheet, count=3, awarded=Decimal("8.5"), maximum=Decimal(10))

    @cached_property
    def published_round(self):
        return self.published_score.sheet.round

    @cached_property
    def appeal(self):
        """马桥村 appeals against the published score."""
        return Appeal.objects.create(
            score=self.published_score,
            unit=self.town.village,
            by=self.people["unit"],
            at=factories.NOW,
            reason="已清理",
        )

    @cached_property
    def amendment(self):
        """Proposed by the office."""
        return Amendment.objects.create(
            score=self.published_score, old_awarded=Decimal("8.5"), new_awarded=Decimal(9), new_entry={"count": 2},
            reason="重复计数", proposed_by=self.people["office"], proposed_at=factories.NOW,
        )  # fmt: skip

    @cached_property
    def task(self):
        """In its first state, but already with the responsible unit 马桥村."""
        return factories.TaskFactory(
            finding=factories.FindingFactory(point=self.point), responsible_unit=self.town.village
        )

    @cached_property
    def root_cause(self):
        """Asked for at the point, for which 马桥村 is in charge."""
        self.point.in_charge = self.town.village
        self.point.save()
        return RootCause.objects.create(point=self.point, proposed_at=factories.NOW)

    @cached_property
    def project(self):
        """Carried out by 马桥村."""
        kind = ProjectKind.objects.get_or_create(name="道路")[0]
        return Project.objects.create(
            number="项-2026-0001", name="马钱路修理", kind=kind, town=self.town.home, carried_out_by=self.town.village
        )

    @cached_property
    def money(self):
        """Planned for the project."""
        return FundingEntry.objects.create(
            town=self.town.home, project=self.project, year=2026, source=FundingSource.objects.create(name="办事处自筹"),
            step="planned", amount=Decimal(1000), on=timezone.localdate(factories.NOW), key=uuid4(),
            entered_at=factories.NOW,
        )  # fmt: skip

    @cached_property
    def removed_project(self):
        self.project.removed_at = timezone.now()
        self.project.save()
        return self.project

    @cached_property
    def paper(self):
        """A paper of the project."""
        upload = SimpleUploadedFile("合同.pdf", b"%PDF-1.7 ...")
        return store_paper(upload=upload, subject=self.project, title="合同", by=None, now=factories.NOW)

    @cached_property
    def task_at_work(self):
        """Already in progress at 马桥村."""
        return factories.TaskFactory(
            finding=factories.FindingFactory(point=self.point),
            responsible_unit=self.town.village,
            state=State.IN_PROGRESS,
        )

    @cached_property
    def request(self):
        """马桥村 asks for more time for the task at work."""
        until = factories.NOW + timedelta(days=3)
        return Request.objects.create(
            task=self.task_at_work, kind="extension", until=until, asked_by=self.people["unit"], asked_at=factories.NOW
        )

    @cached_property
    def notice(self):
        """What `unit` was told."""
        return Notice.objects.create(
            user=self.people["unit"], event="e", kind="task_assigned", title="新任务", at=factories.NOW
        )

    @cached_property
    def feed(self):
        """The calendar of `unit`."""
        return make_feed(user=self.people["unit"], now=factories.NOW)

    @cached_property
    def robot(self):
        """Of a host that is not allowed: nothing leaves this machine."""
        return Robot.objects.create(
            name="环卫群", flavour="wecom", url="https://robot.invalid/send?key=1", kinds=["overdue"]
        )

    @cached_property
    def delivery(self):
        """Given up."""
        return Delivery.objects.create(
            robot=self.robot,
            event="e",
            title="新任务",
            state="given_up",
            made_at=factories.NOW,
            next_try_at=factories.NOW,
        )

    @cached_property
    def order(self):
        """A supervision order for the task at work, not signed yet."""
        return SupervisionOrder.objects.create(
            number="督-2026-0001", task=self.task_at_work, unit=self.town.village, cause="by_hand", demand="立即整改",
            answer_by=factories.NOW.date() + timedelta(days=3), drafted_at=factories.NOW,
        )  # fmt: skip

    @cached_property
    def talk(self):
        """Proposed with 马桥村."""
        return Talk.objects.create(
            unit=self.town.village, event=f"1/1/{factories.NOW.isoformat()}", proposed_at=factories.NOW
        )

    @cached_property
    def leaving(self):
        """`unit` leaves next month; noted."""
        return Leaving.objects.create(
            person=self.people["unit"],
            last_day=date(2099, 12, 31),
            noted_by=self.people["office"],
            noted_at=factories.NOW,
        )

    @cached_property
    def kind(self):
        return factories.ProblemKindFactory()

    @cached_property
    def import_run(self):
        """A file of the office that was imported."""
        return ImportRun.objects.create(kind="form", filename="a.csv", at=factories.NOW, state="done")

    @cached_property
    def public_report(self):
        """A resident's, whose task is the one above."""
        return PublicReport.objects.create(key=uuid4(), task=self.task, received_at=factories.NOW)

    @cached_property
    def photo(self):
        """A photo of the task."""
        picture = factories.make_picture()
        return store_photo(upload=picture, subject=self.task, purpose="problem", by=None, now=factories.NOW)
