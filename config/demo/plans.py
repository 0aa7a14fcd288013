"""Plans of the demo: the master plan with its four kinds of line, two plans that are drawn up, one that never was carried out."""

from datetime import date, timedelta

from campaign.models import ControlLine, ControlLineKind, Plan, PlanKind, PlanStage
from config.demo.points import area
from core.trail import entry_of, record_many

KINDS = ["总体规划", "控制性详细规划", "旅游业发展规划", "前期工作"]

LINES = [
    ("绿线", "南拓公园绿地", "只作绿地，不得占用", [(-700, -300), (-700, 60), (-480, 60), (-480, -300)]),
    ("绿线", "G318国道防护林带", "两侧各20米不建房", [(330, -900), (330, 900), (400, 900), (400, -900)]),
    ("蓝线", "枫河河道", "河道两岸30米内不得填占、堆放", [(-250, 800), (900, 1000), (900, 1120), (-250, 920)]),
    ("蓝线", "南拓排水沟", "沟渠保持畅通，不得覆盖", [(-560, -260), (-300, -200), (-300, -170), (-560, -230)]),
    ("紫线", "集镇老街", "老街立面不得擅自改动", [(0, -330), (0, -20), (90, -20), (90, -330)]),
    ("黄线", "垃圾中转站及管廊", "设施用地和管线走廊不得建房", [(180, -520), (180, -360), (270, -360), (270, -520)]),
]
"""Kind of line, name, what holds there, corners in metres (north, east) of the main crossing."""


def make_plans(story) -> None:
    """story: the loader, with its dates, town, people; the kinds of control line are there."""
    year = story.dates.report_year
    kinds = {kind.name: kind for kind in make_kinds()}
    rows = [
        Plan(kind=kinds["总体规划"], name="枫河集镇总体规划", stage=PlanStage.CARRIED_OUT, made_by="市规划设计院", in_charge="张伟",
             started_on=date(year - 6, 3, 5), approved_on=date(year - 5, 4, 18), approval=f"政办函〔{year - 5}〕27号",
             valid_until=date(year + 15, 12, 31), carried_out_percent=55,
             carried_out_note="道路骨架、南拓片区按总规实施；地块的控制性详规未跟上，建房审批缺少依据。",
             aims="明确集镇用地布局、道路骨架和四线管控范围。"),
        Plan(kind=kinds["控制性详细规划"], name="集镇控制性详细规划（首次编制）", stage=PlanStage.STALLED, made_by="城建办", in_charge="张伟",
             started_on=date(year - 4, 5, 10), due_on=date(year - 3, 6, 30), carried_out_percent=0,
             carried_out_note="多次提出，未能真正付诸实施。", aims="在总规下定出各地块的指标。"),
        Plan(kind=kinds["控制性详细规划"], name="集镇控制性详细规划", stage=PlanStage.DRAWN_UP, made_by="市规划设计院", in_charge="张伟",
             started_on=date(year, 8, 20), due_on=date(year + 1, 9, 30), year=year + 1,
             aims="定出各地块指标和绿线、蓝线、紫线、黄线的坐标，作为审批和巡查的依据。"),
        Plan(kind=kinds["旅游业发展规划"], name="枫河旅游业发展规划", stage=PlanStage.DRAWN_UP, made_by="省旅游规划院", in_charge="郑小燕",
             started_on=date(year, 10, 8), due_on=date(year + 1, 12, 20), year=year + 1, aims="依托枫河和美丽乡村示范点发展乡村旅游。"),
        Plan(kind=kinds["前期工作"], name="集镇清扫保洁市场化可行性研究", stage=PlanStage.PROPOSED, made_by="创建办", in_charge="李敏",
             year=year, due_on=date(year + 1, 6, 30), aims="启动市场化清扫保洁前期工作，测算费用、作业面积和考核办法，探究可行性。"),
    ]  # fmt: skip
    for plan in rows:
        plan.town = story.town
    plans = Plan.objects.bulk_create(rows)
    _make_lines(plans[0])
    record_many(_trail(story, plans))


def make_kinds() -> list[PlanKind]:
    return PlanKind.objects.bulk_create(PlanKind(name=name, order=order) for order, name in enumerate(KINDS, 1))


def _make_lines(plan: Plan) -> None:
    kinds = {
        name: ControlLineKind.objects.get_or_create(name=name)[0] for name in dict.fromkeys(line[0] for line in LINES)
    }
    ControlLine.objects.bulk_create(
        ControlLine(plan=plan, kind=kinds[kind], name=name, rule=rule, area=area(corners))
        for kind, name, rule, corners in LINES
    )


def _trail(story, plans: list[Plan]):
    """How each came where it stands; the first detailed control plan was raised several times."""
    office, at = story.people["office"], story.dates.at
    master, first, second, tourism, contract = plans
    for plan in (master, first, second, tourism):
        yield entry_of(subject=plan, by=office, verb="create", at=at(plan.started_on - timedelta(days=20), 9))
        yield _step(plan, office, "draw_up", PlanStage.PROPOSED, PlanStage.DRAWN_UP, at(plan.started_on, 10))
    yield _step(
        master,
        office,
        "review",
        PlanStage.DRAWN_UP,
        PlanStage.REVIEWED,
        at(master.approved_on - timedelta(days=60), 10),
    )
    yield _step(master, office, "approve", PlanStage.REVIEWED, PlanStage.APPROVED, at(master.approved_on, 10))
    yield _step(
        master,
        office,
        "carry_out",
        PlanStage.APPROVED,
        PlanStage.CARRIED_OUT,
        at(master.approved_on + timedelta(days=30), 10),
    )
    for months in (14, 26):
        day = first.started_on + timedelta(days=30 * months)
        yield _step(first, office, "stall", PlanStage.DRAWN_UP, PlanStage.STALLED, at(day, 10), "编制经费未落实。")
        if months == 14:
            later = day + timedelta(days=200)
            yield _step(
                first, office, "take_up", PlanStage.STALLED, PlanStage.DRAWN_UP, at(later, 10), "再次提出编制。"
            )
    yield entry_of(subject=contract, by=office, verb="create", at=at(date(story.dates.report_year, 10, 16), 9))


def _step(plan: Plan, by, verb: str, old: str, new: str, at, reason: str = ""):
    return entry_of(subject=plan, by=by, verb=f"plan_{verb}", at=at, old_state=old, new_state=new, reason=reason)
