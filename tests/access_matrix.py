"""Who may open what: one line a route. tests/core/test_access_matrix.py visits every route as everybody and compares.

A route: its name, the arguments of its address, then for GET and for POST (sent without any field) the expected answer in the
order of ROLES: anonymous, office, leader, inspector, unit, other_unit, admin. The records of the scene belong to 马桥村, where
`unit` works; `other_unit` is a stranger to them.

An answer is a status, or `in`: sent to the login page. One answer stands for everybody; two stand for nobody signed in, and
everybody else. A method that is left out is expected to be refused: `in 405`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.feeds import make_feed
from core.models import Delivery, ImportRun, Notice, Robot
from core.papers import store_paper
from core.photos import store_photo
from facilities.models import Project, ProjectKind
from inspections.models import Amendment, Appeal, Draw, RoundState, SheetState
from rectification.models import PublicReport, Request, RootCause, SupervisionOrder, Talk
from rectification.transitions import State
from tests import factories

LOGIN = "in"
NOT_ALLOWED = "in 405"


@dataclass(frozen=True)
class Route:
    name: str
    arguments: Callable[["Scene"], dict]
    answers: dict[str, list[str]]
    query: str


def route(
    name: str, arguments: Callable[["Scene"], dict] = lambda scene: {}, *, get="", post="", both="", query=""
) -> Route:
    """get, post, or both: see the top of this file. query: what stands behind the address, with its question mark."""
    answers = {"GET": _each(get or both or NOT_ALLOWED), "POST": _each(post or both or NOT_ALLOWED)}
    return Route(name, arguments, answers, query)


def _each(answers: str) -> list[str]:
    given = answers.split()
    if len(given) == 1:
        return given * 7
    return given[:1] + given[1:] * 6 if len(given) == 2 else given


def pk_of(name: str) -> Callable[["Scene"], dict]:
    """The arguments of an address that names one record of the scene by its number."""
    return lambda scene: {"pk": getattr(scene, name).pk}


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


def visit(scene: Scene) -> dict:
    return {"round_pk": scene.round.pk, "point_pk": scene.point.pk}


def assignment(scene: Scene) -> dict:
    return {"pk": scene.round.assignments.get().pk}


def section(scene: Scene) -> dict:
    return {"pk": scene.standard.pk, "section_pk": scene.standard.sections.get().pk}


def sheet_key(scene: Scene) -> dict:
    return {"key": scene.sheet.key}


def report_number(scene: Scene) -> dict:
    return {"number": scene.public_report.number}


def record_of(record) -> dict:
    return {"label": record._meta.label_lower, "pk": record.pk}


def project_of(scene: Scene) -> dict:
    return record_of(scene.project)


def photo_key(scene: Scene) -> dict:
    return {"key": scene.photo.key}


ROUTES = [
    #             anonymous office leader inspector unit other_unit admin
    # ---- core: doors, account, look and language ----
    route("home", both="in 302"),
    route("menu", get="in 200"),
    route("healthz", get="200", post="405"),
    route("offline", get="200", post="405"),
    route("login", both="200 302"),
    route("logout", get="405", post="in"),
    route("password_change", both="in 200"),
    route("account", get="in 200"),
    route("theme", get="405", post="302"),
    route("set_language", get="405", post="302"),
    # ---- what hangs on records ----
    route("paper", lambda scene: {"key": scene.paper.key}, get="in 200 200 404 200 404 200"),
    route("paper_take_away", lambda scene: {"key": scene.paper.key}, post="in 302 403 404 403 404 403"),
    route("paper_new", project_of, both="in 200 403 404 403 404 403"),
    route("photos_new", project_of, both="in 200 403 404 403 404 403"),
    route("removed", get="in 200 403 403 403 403 403"),
    route("bring_back", lambda scene: record_of(scene.removed_project), post="in 302 403 403 403 403 403"),
    route("photo", photo_key, get="in 200 200 404 200 404 200"),
    route("photo_small", photo_key, get="in 200 200 404 200 404 200"),
    # ---- core: notices are one's own; the calendar is for whoever knows its address; robots are for office and administrator ----
    route("notices", get="in 200"),
    route("notice_open", pk_of("notice"), post="in 404 404 404 302 404 404"),
    route("notice_read", pk_of("notice"), post="in 404 404 404 302 404 404"),
    route("notices_read", post="in 302"),
    route("notice_choices", get="in 200", post="in 302"),
    route("feed_renew", post="in 302"),
    route("feed_revoke", post="in 302"),
    route("calendar_feed", lambda scene: {"token": scene.feed.token}, get="200", post="405"),
    route("robots", get="in 200 403 403 403 403 200", post="in 405 403 403 403 403 405"),
    route("robot_new", both="in 200 403 403 403 403 200"),
    route("robot_edit", pk_of("robot"), both="in 200 403 403 403 403 200"),
    route("robot_test", pk_of("robot"), post="in 302 403 403 403 403 302"),
    route("robot_switch", pk_of("robot"), post="in 302 403 403 403 403 302"),
    route("deliveries", get="in 200 403 403 403 403 200", post="in 405 403 403 403 403 405"),
    route("delivery_again", pk_of("delivery"), post="in 302 403 403 403 403 302"),
    # ---- dashboards: published results are for everybody who is signed in ----
    route("overview", get="in 200"),
    route("course_chart", get="in 200"),
    route("rankings", get="in 200"),
    route("rankings_chart", get="in 200"),
    route("compare", get="in 200"),
    route("compare_chart", get="in 200"),
    # ---- inspections ----
    route("inspections:mine", get="in 403 403 200 403 403 403"),
    route("inspections:fill", visit, get="in 403 403 200 404 404 403"),
    route("inspections:sheet", pk_of("sheet"), get="in 200 200 302 404 404 200"),
    route("inspections:sheet_draft", sheet_key, get="405", post="401 403 403 400 403 403 403"),
    route("inspections:sheet_submit", sheet_key, get="405", post="401 403 403 400 403 403 403"),
    route("inspections:sheet_photos", sheet_key, get="405", post="401 403 403 400 403 403 403"),
    route("inspections:sheet_photo", lambda scene: sheet_key(scene) | {"photo_key": uuid4()}, both="405"),
    route("inspections:sheet_void", pk_of("sheet"), post="in 302 403 403 404 404 403"),
    route("inspections:sheet_accept", pk_of("sheet"), post="in 302 403 403 404 404 403"),
    route("inspections:sheet_refuse", pk_of("sheet"), post="in 302 403 403 404 404 403"),
    # ---- inspections: without a network; the workers and the manifest are the same for everybody ----
    route("inspections:worker", get="200", post="405"),
    route("inspections:outbox_worker", get="200", post="405"),
    route("inspections:manifest", get="200", post="405"),
    route("inspections:token", get="401 200", post="405"),
    route("inspections:rounds", get="in 200"),
    route("inspections:round_new", both="in 200 403 403 403 403 403"),
    route("inspections:round", pk_of("round"), get="in 200 200 200 404 404 200"),
    route("inspections:round_edit", pk_of("round"), both="in 200 403 403 404 404 403"),
    route("inspections:round_sheets", pk_of("round"), get="in 200 200 200 404 404 200"),
    route("inspections:round_export", pk_of("round"), get="in 200 200 403 404 404 200"),
    route(
        "inspections:round_step",
        lambda scene: pk_of("round")(scene) | {"verb": "close"},
        post="in 302 403 403 404 404 403",
    ),
    route("inspections:adjust", pk_of("round"), post="in 422 403 403 404 404 403"),
    route("inspections:draw", pk_of("round"), both="in 200 403 403 404 404 403"),
    route("inspections:draw_perform", pk_of("round"), post="in 302 403 403 404 404 403"),
    route("inspections:round_progress", pk_of("round"), get="in 200 200 200 404 404 200"),
    route("inspections:draws", get="in 200"),
    route("inspections:draw_record", pk_of("draw"), get="in 200"),
    route("inspections:draw_published", pk_of("draw"), get="in 200"),
    route("inspections:assignments", pk_of("round"), get="in 200 200 200 404 404 200"),
    route("inspections:assign", pk_of("round"), both="in 200 403 403 404 404 403"),
    route("inspections:assignment_remove", assignment, post="in 302 403 403 404 404 403"),
    route("inspections:points", get="in 200"),
    route("inspections:point_new", both="in 200 403 403 403 403 403"),
    route("inspections:point_map", get="in 200"),
    route("inspections:point_boundaries", get="in 200"),
    route("inspections:point_labels", get="in 200"),
    route("inspections:point_go", pk_of("point"), get="in 302 302 302 302 404 302"),
    route("inspections:point", pk_of("point"), get="in 200 200 200 200 404 200"),
    route("inspections:point_edit", pk_of("point"), both="in 200 403 403 403 404 403"),
    route("inspections:standards", get="in 200"),
    route("inspections:standard_new", both="in 200 403 403 403 403 403"),
    route("inspections:standard", pk_of("standard"), get="in 200"),
    route("inspections:standard_edit", pk_of("standard"), both="in 200 403 403 403 403 403"),
    route("inspections:standard_scales", pk_of("standard"), both="in 200 403 403 403 403 403"),
    route("inspections:standard_weights", pk_of("standard"), both="in 200 403 403 403 403 403"),
    route("inspections:standard_items", section, both="in 200 403 403 403 403 403"),
    route(
        "inspections:standard_difference",
        lambda scene: {"pk": scene.standard.pk, "other": scene.standard.pk},
        get="in 200",
    ),
    route("inspections:samples", pk_of("standard"), get="in 200", post="in 200 403 403 403 403 403"),
    route(
        "inspections:sample_remove",
        lambda scene: pk_of("standard")(scene) | {"key": uuid4()},
        post="in 404 403 403 403 403 403",
    ),
    route("inspections:standard_copy", pk_of("standard"), both="in 200 403 403 403 403 403"),
    route("inspections:standard_order", pk_of("standard"), post="in 400 403 403 403 403 403"),
    route("inspections:standard_new_version", pk_of("standard"), post="in 302 403 403 403 403 403"),
    # ---- inspections: files that come in ----
    route("inspections:imports", get="in 200 403 403 403 403 200"),
    route("inspections:import_new", both="in 200 403 403 403 403 200"),
    route("inspections:import", pk_of("import_run"), both="in 200 403 403 403 403 200"),
    route("inspections:import_progress", pk_of("import_run"), get="in 200 403 403 403 403 200"),
    route("inspections:import_again", pk_of("import_run"), post="in 302 403 403 403 403 302"),
    route("inspections:import_take_back", pk_of("import_run"), both="in 200 403 403 403 403 200"),
    route("inspections:point_import", get="in 302 403 403 403 403 302"),
    route("inspections:standard_import", get="in 302 403 403 403 403 302"),
    route("inspections:standard_file", pk_of("standard"), get="in 200"),
    # ---- inspections: what is published, corrected and appealed against ----
    route("inspections:bulletins", get="in 200"),
    route("inspections:bulletin", pk_of("published_round"), get="in 200"),
    route("inspections:bulletin_file", pk_of("published_round"), get="in 200"),
    route("inspections:adjustments", get="in 200"),
    route("inspections:amendments", get="in 200"),
    route(
        "inspections:amendment",
        pk_of("amendment"),
        get="in 200 200 404 404 404 200",
        post="in 403 200 404 404 404 403",
    ),
    route("inspections:amend", pk_of("published_score"), both="in 200 403 403 403 404 403"),
    route("inspections:appeals", get="in 200"),
    route("inspections:appeal", pk_of("appeal"), get="in 200 200 404 200 404 200", post="in 200 200 404 403 404 403"),
    route("inspections:appeal_new", pk_of("published_score"), both="in 403 403 403 200 404 403"),
    # ---- rectification: an inspector sees what waits for a recheck, so neither of these tasks ----
    route("rectification:list", get="in 200"),
    route("rectification:batch", post="in 302 302 403 403 403 403"),
    route("rectification:root_causes", get="in 200 200 403 200 200 200"),
    route(
        "rectification:root_cause",
        pk_of("root_cause"),
        get="in 200 200 404 200 404 200",
        post="in 200 403 404 200 404 403",
    ),
    route("rectification:report", get="in 200 200 403 200 200 200"),
    route("rectification:report_chart", get="in 200 200 403 200 200 200"),
    route("rectification:report_rules", get="in 200 200 403 200 200 200", post="in 200 403 403 403 403 403"),
    route("rectification:new", both="in 200 403 200 403 403 403"),
    route("rectification:task", pk_of("task"), get="in 200 200 404 200 404 200"),
    route(
        "rectification:perform",
        lambda scene: pk_of("task")(scene) | {"verb": "register"},
        both="in 200 403 404 403 404 403",
    ),
    route("rectification:progress", pk_of("task_at_work"), both="in 200 403 404 200 404 403"),
    route(
        "rectification:ask",
        lambda s: pk_of("task_at_work")(s) | {"kind": "extension"},
        both="in 403 403 404 200 404 403",
    ),
    # ---- rectification: supervision orders, of which a unit sees its own once they are signed; talks ----
    route("rectification:orders", get="in 200 200 403 200 200 200"),
    route("rectification:order", pk_of("order"), get="in 200 200 404 404 404 200"),
    route("rectification:order_edit", pk_of("order"), both="in 200 200 404 404 404 403"),
    route("rectification:order_sign", pk_of("order"), post="in 403 422 404 404 404 403"),
    route("rectification:order_drop", pk_of("order"), post="in 422 422 404 404 404 403"),
    route("rectification:order_signature", pk_of("order"), get="in 404"),
    route("rectification:order_file", pk_of("order"), get="in 200 200 404 404 404 200"),
    route("rectification:order_new", pk_of("task_at_work"), both="in 200 200 404 403 404 403"),
    route("rectification:talks", get="in 200 200 403 403 403 200"),
    route("rectification:talk", pk_of("talk"), get="in 200 200 404 404 404 200", post="in 200 200 404 404 404 403"),
    # ---- settings: for those who keep them ----
    route("settings", get="in 200 403 403 403 403 200"),
    route("settings_thresholds", both="in 200 403 403 403 403 200"),
    route("settings_calendar", get="in 200 403 403 403 403 200"),
    route("settings_day", lambda scene: {"day": "2026-11-24"}, both="in 200 403 403 403 403 200"),
    route("settings_limits", get="in 200 403 403 403 403 200"),
    route("settings_limit_new", both="in 200 403 403 403 403 200"),
    route("settings_limit", pk_of("kind"), both="in 200 403 403 403 403 200"),
    route(
        "rectification:decide",
        lambda s: {"pk": s.request.task.pk, "request_pk": s.request.pk},
        both="in 200 403 404 403 404 403",
    ),
    route(
        "rectification:public_photos",
        lambda scene: {"pk": scene.public_report.task.pk, "what": "hide"},
        post="in 302 403 404 403 404 403",
    ),
    # ---- for residents: without an account; photos only once the office released them ----
    route("robots_txt", get="200", post="405"),
    route("public", get="302", post="405"),
    route("public_report_new", get="200", post="422"),
    route("public_report", report_number, get="200", post="405"),
    route("public_not_fixed", report_number, both="302"),
    route("public_report_photo", lambda scene: report_number(scene) | {"key": uuid4()}, get="404", post="405"),
    route("public_report_photo_small", lambda scene: report_number(scene) | {"key": uuid4()}, get="404", post="405"),
]
