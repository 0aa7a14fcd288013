"""The demo's standards: the town's checklist in last year's and this year's version, and that for the cleaning teams."""

from dataclasses import dataclass
from decimal import Decimal

from facilities.models import PointKind
from inspections.models import (
    Aggregation,
    Grade,
    GradeScale,
    Item,
    KindWeight,
    Method,
    Section,
    Standard,
    VetoScope,
)
from rectification.models import ProblemKind

TOWN_STANDARD = "枫河街道集镇文明创建考核细则"
CLEANING_STANDARD = "枫河街道保洁队伍考核细则"
WEIGHTS = {
    "主次干道": 20, "背街小巷": 10, "农贸市场": 12, "学校周边": 8, "垃圾房": 10, "公路沿线": 10, "社区小区": 10, "村组": 20,
    "公园广场": 8, "停车场": 5, "沟渠河道": 5,
}  # fmt: skip
GRADES = {
    "好": ("1", "干净整洁，没有问题"),
    "一般": ("0.6", "有零星问题，当场可改"),
    "差": ("0", "问题成片，要专门整治"),
}


@dataclass(frozen=True)
class Line:
    """A line of a checklist. each: points for each place (deduct). kinds: kinds of point it is judged at, all if empty."""

    code: str
    name: str
    rule: str
    method: str
    most: str
    each: str | None = None
    kinds: str = ""
    problem: str = ""
    veto: str = VetoScope.NONE


DEDUCT, GRADE, PASS, DIRECT = Method.DEDUCT, Method.GRADE, Method.PASS_FAIL, Method.DIRECT

TOWN_SECTIONS = {
    "环境卫生": [
        Line("HW-01", "地面无垃圾、无污水", "每处扣0.5分，扣完为止", DEDUCT, "10", "0.5", problem="市容环卫"),
        Line("HW-02", "摊位整洁，归类摆放", "看整体，按档给分", GRADE, "10", kinds="农贸市场", problem="经营秩序"),
        Line("HW-03", "垃圾日产日清", "当天垃圾当天运走", PASS, "5", None,
             "农贸市场 垃圾房 社区小区 村组 背街小巷 学校周边", "市容环卫"),
        Line("HW-04", "公厕干净无异味", "有污物或异味即不符合", PASS, "5", None, "农贸市场 公园广场 停车场", "市容环卫"),
        Line("HW-05", "墙面无乱贴乱画", "每处扣0.5分，扣完为止", DEDUCT, "6", "0.5", "主次干道 背街小巷 社区小区 学校周边", "市容环卫"),
        Line("HW-06", "垃圾房（箱）不满溢、箱体干净", "每处扣0.5分，扣完为止", DEDUCT, "10", "0.5", "垃圾房", "市容环卫"),
        Line("HW-07", "房前屋后无乱堆乱放", "每处扣1分，扣完为止", DEDUCT, "10", "1", "村组 社区小区 背街小巷", "市容环卫"),
        Line("HW-08", "沟渠畅通，无漂浮物", "看整体，按档给分", GRADE, "8", None, "沟渠河道 村组 公路沿线", "水环境"),
        Line("HW-09", "绿化无枯死、无缺株", "每处扣0.5分，扣完为止", DEDUCT, "6", "0.5", "主次干道 公路沿线 公园广场", "园林绿化"),
    ],
    "经营秩序": [
        Line("ZX-01", "活禽区与其他区分开", "有隔断、有消毒", PASS, "5", None, "农贸市场", "经营秩序"),
        Line("ZX-02", "无出店、占道经营", "每处扣1分，扣完为止", DEDUCT, "8", "1", "农贸市场 主次干道 背街小巷 学校周边", "经营秩序"),
        Line("ZX-03", "车辆停放有序", "看整体，按档给分", GRADE, "7", None,
             "农贸市场 主次干道 学校周边 停车场 社区小区 公园广场", "经营秩序"),
        Line("ZX-04", "无违建、无乱搭遮阳棚", "每处扣2分，扣完为止", DEDUCT, "10", "2",
             "主次干道 背街小巷 公路沿线 村组 社区小区", "违法建设"),
        Line("ZX-05", "无露天焚烧垃圾、秸秆", "发现一处，该点位最高60分", PASS, "5", None, "村组 公路沿线", "公共安全", VetoScope.SHEET),
    ],
    "公共设施": [
        Line("SS-01", "路面、井盖完好", "每处扣1分，扣完为止", DEDUCT, "6", "1",
             "主次干道 背街小巷 公路沿线 社区小区 村组 农贸市场 停车场", "市政设施"),
        Line("SS-02", "路灯完好", "每盏不亮扣0.5分，扣完为止", DEDUCT, "4", "0.5",
             "主次干道 背街小巷 社区小区 公园广场 学校周边 农贸市场", "市政设施"),
        Line("SS-03", "果壳箱、垃圾桶完好整洁", "看整体，按档给分", GRADE, "6", None,
             "主次干道 背街小巷 农贸市场 学校周边 社区小区 村组 公园广场 停车场", "市政设施"),
    ],
    "宣传": [
        Line("XC-01", "公益广告、公开栏完好", "看整体，按档给分", GRADE, "5", None,
             "农贸市场 主次干道 公园广场 学校周边 社区小区 村组", "宣传氛围"),
    ],
}  # fmt: skip

ASKED_AT = "农贸市场 公园广场 学校周边 社区小区 村组"
LAST_ITEM = {
    1: Line("XC-02", "宣传栏每月更新", "内容是本月的", PASS, "10", None, ASKED_AT, "宣传氛围"),
    2: Line("XC-03", "居民知晓率", "现场问5人，每知晓1人得2分", DIRECT, "10", None, ASKED_AT, "宣传氛围"),
}
"""The one item that changed: the first version asked whether the board was new, the second asks the residents."""

CLEANING_SECTIONS = {
    "作业质量": [
        Line("BJ-01", "周边10米无散落垃圾", "每处扣2分，扣完为止", DEDUCT, "30", "2", problem="市容环卫"),
        Line("BJ-02", "箱体、地面冲洗干净", "看整体，按档给分", GRADE, "20", problem="市容环卫"),
    ],
    "收运管理": [
        Line("BJ-03", "日产日清", "上午10点前清运完", PASS, "30", problem="市容环卫"),
        Line("BJ-04", "清运台账记录", "按完整程度给分", DIRECT, "20"),
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Standards:
    """first and second: the versions of the town's checklist; cleaning: that for the cleaning teams."""

    first: Standard
    second: Standard
    cleaning: Standard


def make_standards(kinds: dict[str, PointKind], problems: dict[str, ProblemKind]) -> Standards:
    first = Standard.objects.create(name=TOWN_STANDARD, version=1, minimum_points=3, veto_cap=Decimal(60))
    second = Standard.objects.create(
        name=TOWN_STANDARD, version=2, minimum_points=3, veto_cap=Decimal(60), previous=first
    )
    cleaning = Standard.objects.create(name=CLEANING_STANDARD, aggregation=Aggregation.BY_ITEM)
    for standard in (first, second):
        publicity = [*TOWN_SECTIONS["宣传"], LAST_ITEM[standard.version]]
        _fill(standard, TOWN_SECTIONS | {"宣传": publicity}, kinds, problems)
        KindWeight.objects.bulk_create(
            KindWeight(standard=standard, kind=kinds[name], weight=Decimal(weight)) for name, weight in WEIGHTS.items()
        )
    _fill(cleaning, CLEANING_SECTIONS, kinds, problems)
    return Standards(first, second, cleaning)


def _fill(standard: Standard, sections, kinds, problems) -> None:
    scale = GradeScale.objects.create(standard=standard, name="三档")
    Grade.objects.bulk_create(
        Grade(scale=scale, label=label, share=Decimal(share), description=description)
        for label, (share, description) in GRADES.items()
    )
    made = Section.objects.bulk_create(
        Section(standard=standard, name=name, order=order) for order, name in enumerate(sections, 1)
    )
    lines = [(section, order, line) for section in made for order, line in enumerate(sections[section.name], 1)]
    items = Item.objects.bulk_create(_item(standard, scale, problems, *line) for line in lines)
    through = Item.kinds.through
    through.objects.bulk_create(
        through(item=item, pointkind=kinds[name])
        for item, (_section, _order, line) in zip(items, lines, strict=True)
        for name in line.kinds.split()
    )


def _item(standard: Standard, scale: GradeScale, problems, section: Section, order: int, line: Line) -> Item:
    return Item(
        standard=standard,
        section=section,
        order=order,
        code=line.code,
        name=line.name,
        rule=line.rule,
        method=line.method,
        max_points=Decimal(line.most),
        each=Decimal(line.each) if line.each else None,
        scale=scale if line.method == GRADE else None,
        veto=line.veto,
        problem_kind=problems.get(line.problem),
    )
