"""The list of projects as it goes to Excel and comes back."""

from datetime import date, datetime
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models.years import in_closed_years
from core.files_in.problems import FileProblem
from core.formats import wan
from core.models import Measure, Unit, User
from core.quantities import Exactness
from core.table_in.columns import EXACTNESS_WORDS, Choice, Column, Day, Named, Number, YesNo
from core.table_in.service import TableIn
from facilities.models import Project, ProjectKind, ProjectStage
from facilities.project_words import dates_words
from facilities.services.projects import give_number, take_step
from facilities.stages import STEPS

STAGE_WORDS = MappingProxyType(
    {
        ProjectStage.PROPOSED.value: "谋划",
        ProjectStage.APPROVED.value: "已立项",
        ProjectStage.TENDERED.value: "已招标",
        ProjectStage.BUILDING.value: "在建",
        ProjectStage.ACCEPTED.value: "已验收",
        ProjectStage.IN_USE.value: "已投用",
        ProjectStage.STOPPED.value: "停建",
    }
)
NO_NUMBER_YET = "—"
PLANNED, REPORTED, SPENDING, PAID = "计划（%）", "填报（%）", "计划累计支出（元）", "累计支付（元）"
"""Behind a month, the headings of its plan and of its report, of the money planned and paid by its end."""


class NumberColumn(Column):
    """Blank for a new project: it gets its number when it is stored."""

    def value(self, text, cell, known):
        return text or None

    def text(self, value):
        return "" if value in (None, NO_NUMBER_YET) else str(value)


class StageColumn(Choice):
    """The stage that a project is to come to: it is taken there step by step, as on its page."""

    def write(self, record):
        return self.text(record.stage)


def stage_wanted(project: Project) -> str:
    return getattr(project, "stage_wanted", "") or project.stage


def check(project: Project) -> None:
    """Numbers are given here: a number that is not known belongs to another town's list. Whether the years of new ones are closed
    is looked at together."""
    if project.pk:
        project.clean()
    if project.pk is None and project.number != NO_NUMBER_YET:
        raise ValidationError({"number": _("There is no project of this number. Leave it blank for a new one.")})
    if project.quantity is not None and project.measure is None:
        raise ValidationError({"measure": _("Choose what the quantity is counted in.")})
    steps = STEPS.way(project.stage, stage_wanted(project))
    if steps is None:
        words = {"old": STAGE_WORDS[project.stage], "new": STAGE_WORDS[stage_wanted(project)]}
        reason = _("No step leads from '%(old)s' to '%(new)s' without a reason: take it on the project's page.")
        raise ValidationError({"stage_wanted": reason % words})
    if project.finished_on and not project.started_on and any(step.day == "started_on" for step in steps):
        raise ValidationError({"started_on": _("It is finished already: enter the day on which the work began.")})


def in_open_years(projects: list[Project]) -> dict[int, ValidationError]:
    return in_closed_years(projects, "finished_on") | in_closed_years(projects, "started_on")


def ready(project: Project, by: User | None, now: datetime) -> None:
    give_number(project, now)


def take_to_stage(project: Project, by: User | None, now: datetime) -> None:
    """By the steps that lead there; each has the day that the row gives for it, else today."""
    steps = STEPS.way(project.stage, stage_wanted(project))
    if steps and by is None:
        raise FileProblem(_("Somebody of the office takes projects to another stage: import the file on its page."))
    for step in steps or ():
        day = getattr(project, step.day) if step.day else None
        try:
            take_step(project=project, verb=step.verb, by=by, now=now, on=day)
        except ValidationError as error:
            raise FileProblem(f"{project.number}: {' '.join(error.messages)}") from error


PROJECTS = TableIn(
    code="projects",
    label=gettext_lazy("Projects"),
    model=Project,
    columns=(
        NumberColumn("number", "项目编号"),
        Column("name", "项目名称", needed=True),
        Named("kind", "类别", needed=True, rows=lambda town: ProjectKind.objects.all(), make=True),
        Named("unit", "所在村（社区）", rows=lambda town: Unit.objects.below(town).living_first()),
        Named("carried_out_by", "责任单位", rows=lambda town: Unit.objects.below(town).living_first()),
        StageColumn("stage_wanted", "阶段", words=STAGE_WORDS, longest=10, is_stored=False),
        Column("place", "地点"),
        Number("quantity", "规模"),
        Named("measure", "计量单位", rows=lambda town: Measure.objects.all(), make=True),
        Choice("exactness", "规模准确程度", words=EXACTNESS_WORDS, blank=Exactness.EXACT.value),
        Column("purpose", "建设理由"),
        Number("need", "所需资金（元）"),
        Choice("need_exactness", "资金准确程度", words=EXACTNESS_WORDS, blank=Exactness.EXACT.value),
        YesNo("need_per_year", "每年投入"),
        Column("contractor", "施工单位"),
        Column("in_charge", "负责人"),
        Day("planned_start", "计划开工"),
        Day("planned_end", "计划完工"),
        YesNo("before_planned_end", "计划完工月之前"),
        Day("started_on", "开工日期", may_come=False),
        Day("finished_on", "竣工日期", may_come=False),
        Column("note", "备注"),
    ),
    key=("number",),
    alike=("name", "kind", "unit", "place"),
    stored=lambda town: Project.objects.present().filter(town=town).with_names(),
    new=lambda town: Project(town=town, number=NO_NUMBER_YET),
    list_url="facilities:projects",
    ready=ready,
    check=check,
    check_together=in_open_years,
    carry_out=take_to_stage,
)


def _of_project(write):
    return lambda row: write(row.project)


EXPORT_COLUMNS = (
    *((heading, _of_project(write)) for heading, write in PROJECTS.export_columns),
    ("规模（文字）", lambda row: row.project.size),
    ("资金（文字）", "need"),
    ("工期", lambda row: dates_words(row.project)),
    ("完成进度（%）", "percent"),
    ("进度情况", "lag_words"),
    ("计划资金（万元）", lambda row: wan(row.sums.planned)),
    ("已落实（万元）", lambda row: wan(row.sums.secured)),
    ("已支付（万元）", lambda row: wan(row.sums.paid)),
    ("缺口（万元）", lambda row: wan(row.sums.gap)),
)
"""Of a selectors.projects.ProjectRow: what comes back, and beside it what only the records can say."""


def month_columns(months: list[date]) -> tuple:
    """Of selectors.projects.MonthsRow. A month without a report is blank, not 0. What was paid is for reading: it is entered as
    money."""
    first = (
        ("项目编号", "row.project.number"),
        ("项目名称", "row.project.name"),
        ("阶段", "row.project.get_stage_display"),
        ("责任单位", lambda line: str(line.row.project.carried_out_by or "")),
        ("进度情况", "row.lag_words"),
    )
    return (*first, *(column for month in months for column in _of_month(month)))


def _of_month(month: date):
    return (
        (f"{month:%Y-%m}{PLANNED}", lambda line: line.bars[month].planned),
        (f"{month:%Y-%m}{REPORTED}", lambda line: line.bars[month].reported),
        (f"{month:%Y-%m}{SPENDING}", lambda line: line.money.spending.get(month)),
        (f"{month:%Y-%m}{PAID}", lambda line: line.money.paid_by(month, line.today)),
    )
