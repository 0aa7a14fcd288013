"""The list of plans, out to Excel and back."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import Plan, PlanKind, PlanStage
from campaign.models.years import YEARS
from campaign.plan_steps import may_go
from core.table_in.columns import Choice, Column, Day, Named, Whole
from core.table_in.registry import register
from core.table_in.service import TableIn

STAGES = {
    PlanStage.PROPOSED: "提出",
    PlanStage.DRAWN_UP: "编制中",
    PlanStage.REVIEWED: "评审中",
    PlanStage.APPROVED: "已批准",
    PlanStage.CARRIED_OUT: "实施中",
    PlanStage.STALLED: "未付诸实施",
    PlanStage.ENDED: "已失效",
}


def _check(plan: Plan) -> None:
    """A plan that is new stands where the file says; one that is known goes no way for which a reason would be needed."""
    plan.clean()
    old = Plan._base_manager.filter(pk=plan.pk).values_list("stage", flat=True).first()
    if old and not may_go(old, plan.stage):
        words = {"old": STAGES[old], "new": STAGES[plan.stage]}
        reason = _("No step leads from '%(old)s' to '%(new)s' without a reason: take it on the plan's page.")
        raise ValidationError({"stage": reason % words})


PLANS = register(
    TableIn(
        code="plans",
        label=gettext_lazy("Plans"),
        model=Plan,
        columns=(
            Column("name", "名称", needed=True),
            Named("kind", "类别", needed=True, rows=lambda town: PlanKind.objects.all(), make=True),
            Choice("stage", "阶段", words=STAGES, blank=PlanStage.PROPOSED),
            Column("made_by", "编制单位"),
            Column("in_charge", "负责人"),
            Day("started_on", "启动日期"),
            Day("due_on", "计划完成日期"),
            Day("approved_on", "批准日期", may_come=False),
            Column("approval", "批准文号"),
            Day("valid_until", "有效期至"),
            Whole("carried_out_percent", "实施比例（%）", high=100),
            Column("carried_out_note", "实施情况", longest=600),
            Column("aims", "规划目标", longest=800),
            Whole("year", "年度", low=YEARS[0], high=YEARS[1]),
        ),
        key=("name",),
        stored=lambda town: Plan.objects.present().filter(town=town).select_related("kind"),
        new=lambda town: Plan(town=town),
        list_url="campaign:plans",
        check=_check,
    )
)
