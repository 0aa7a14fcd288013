"""What the demo town built, builds and means to build: the report's projects, and one more that lags far behind.

Years are offsets from the report's year Y. Money is in 10,000 yuan.
"""

from dataclasses import dataclass, field

from core.quantities import Exactness
from facilities.models import FundingStep, ProjectStage

OFFICE, ZONE, MARKET, HIGHER, VILLAGE = "办事处自筹", "开发区财政", "市场化运作", "上级补助", "村级自筹"
SOURCES = (OFFICE, ZONE, MARKET, HIGHER, VILLAGE)
KINDS = (
    "道路", "排水", "防洪及污水治理", "路灯", "绿化", "垃圾中转站", "停车场", "候车亭", "学校", "美丽乡村", "其他",
)  # fmt: skip
PLANNED, SECURED, PAID = FundingStep.PLANNED, FundingStep.SECURED, FundingStep.PAID
WORKS_OFFICE, STREETS, SOCIAL = "城建办", "综合执法队", "社会事务办"

Day = tuple[int, int, int]
"""Offset of the year, month, day."""


@dataclass(frozen=True)
class Money:
    """An amount of a source, for the offset's year, entered on a month and day of it."""

    year: int
    month: int
    day: int
    source: str
    step: str
    amount: str
    document: str = ""
    exactness: str = Exactness.EXACT


@dataclass(frozen=True)
class Work:
    """A project. plan: percent by month from the first one on. reports: likewise, None for a month that was not reported; where
    they end and time goes on, `lag` points below the plan are reported. entered: the day the office entered it.
    """

    name: str
    kind: str
    stage: str
    entered: Day
    unit: str = ""
    by: str = WORKS_OFFICE
    place: str = ""
    size: tuple[str, str, str] | None = None
    purpose: str = ""
    need: str = ""
    need_exactness: str = Exactness.EXACT
    per_year: bool = False
    contractor: str = ""
    in_charge: str = "张伟"
    start: Day | None = None
    end: Day | None = None
    before_end: bool = False
    finished: Day | None = None
    plan: tuple[int, ...] = ()
    reports: tuple[int | None, ...] = ()
    lag: int = 0
    notes: dict[int, str] = field(default_factory=dict)
    note: str = ""
    money: tuple[Money, ...] = ()
    scene: str = ""
    photos: tuple[int, ...] = ()


def whole(year: int, source: str, amount: str, document: str = "") -> tuple[Money, ...]:
    """Planned in January, secured in March, paid by October of one year."""
    return (
        Money(year, 1, 15, source, PLANNED, amount),
        Money(year, 3, 20, source, SECURED, amount, document),
        Money(year, 10, 20, source, PAID, amount),
    )


IN_USE, BUILDING, PROPOSED, APPROVED = (
    ProjectStage.IN_USE, ProjectStage.BUILDING, ProjectStage.PROPOSED, ProjectStage.APPROVED,
)  # fmt: skip

DONE = (
    Work("集镇南拓道路建设工程", "道路", IN_USE, (-2, 3, 2), "南拓社区", place="南拓一路至南拓三路", need="320",
         purpose="改变南拓街道雨天泥、晴天灰，建筑材料处处堆的待建状态。", start=(-2, 4, 8), end=(-1, 5, 31),
         finished=(-1, 5, 26), contractor="楚江市政工程公司", scene="road",
         money=(*whole(-2, ZONE, "200", "楚开财〔拨〕12号"), *whole(-1, OFFICE, "120"))),
    Work("集镇南拓路灯安装工程", "路灯", IN_USE, (-2, 8, 20), "南拓社区", place="南拓一路至南拓三路", need="48",
         purpose="新路通车后夜间无照明。", start=(-1, 3, 10), end=(-1, 6, 30), finished=(-1, 6, 18),
         contractor="楚江照明公司", scene="lamps", money=whole(-1, OFFICE, "48")),
    Work("集镇南拓绿化工程", "绿化", IN_USE, (-2, 8, 20), "南拓社区", place="南拓一路至南拓三路", need="36",
         purpose="道路两侧裸土多，随新路一并绿化。", start=(-1, 3, 1), end=(-1, 5, 31), finished=(-1, 5, 20),
         scene="greenery", money=whole(-1, OFFICE, "36")),
    Work("集镇西侧排水工程", "排水", IN_USE, (-2, 5, 6), "集镇社区", place="集镇西侧", need="85",
         purpose="解决居民生活污水无序排放问题。", start=(-2, 7, 1), end=(-2, 12, 31), finished=(-2, 12, 20),
         scene="ditch", money=whole(-2, ZONE, "85", "楚开财〔拨〕31号")),
    Work("集镇南拓防洪及污水治理综合工程", "防洪及污水治理", IN_USE, (-2, 2, 10), "南拓社区", place="南拓片区",
         need="460", purpose="解决企业生产污水无序排放和南拓内涝问题。", start=(-2, 3, 15), end=(-1, 9, 30),
         finished=(-1, 9, 22), contractor="楚江水利建设公司",
         money=(*whole(-2, HIGHER, "260", "楚水发〔补〕7号"), *whole(-1, ZONE, "200", "楚开财〔拨〕15号"))),
    Work("学校新校区建设工程", "学校", IN_USE, (-3, 3, 1), "集镇社区", SOCIAL, place="集镇北侧", need="2600",
         purpose="老校区由农场监狱改造而成，硬件设施在乡镇中排名垫底。", in_charge="郑小燕", start=(-3, 6, 1),
         end=(0, 6, 30), finished=(0, 6, 1), contractor="楚江建设集团", note="历时三年，功能齐全，设施完备。",
         money=(*whole(-2, HIGHER, "1200", "楚教发〔补〕3号"), *whole(-1, HIGHER, "1000", "楚教发〔补〕5号"),
                Money(0, 1, 10, HIGHER, PLANNED, "400"), Money(0, 2, 25, HIGHER, SECURED, "400", "楚教发〔补〕2号"),
                Money(0, 6, 28, HIGHER, PAID, "360"))),
    Work("行政村美丽乡村建设示范点", "美丽乡村", IN_USE, (-3, 1, 8), by=SOCIAL, size=("4", "个", Exactness.EXACT),
         place="枫河村、钱湾村、马桥村、焦山村", purpose="村村有广场，处处能休闲。", in_charge="郑小燕",
         start=(-3, 2, 1), end=(-1, 12, 31), finished=(-1, 12, 15), note="辖区4个行政村示范点创建全部完成。"),
    Work("枫焦路重建工程", "道路", IN_USE, (-2, 1, 12), place="枫河村至焦山村", size=("4.4", "公里", Exactness.EXACT),
         purpose="路面破损，城乡出行不便。", start=(-2, 9, 1), end=(-1, 8, 31), finished=(-1, 8, 16), need="510",
         contractor="楚江路桥公司", scene="road",
         money=(*whole(-2, HIGHER, "300", "楚交发〔补〕18号"), *whole(-1, ZONE, "210", "楚开财〔拨〕22号"))),
)  # fmt: skip

UNDER_WAY = (
    Work("马钱路道路修理工程", "道路", BUILDING, (0, 4, 20), "马桥村", place="马桥村至钱湾村", need="170",
         purpose="路面破损，检查中多次失分，群众反映强烈；开发区管委会支持。", contractor="楚江路桥公司", start=(0, 6, 3), end=(1, 2, 28),
         plan=(5, 12, 25, 40, 55, 70, 82, 92, 100), reports=(5, 10, 22, 34, 45, 52), lag=10, scene="road", photos=(3, 5),
         notes={0: "施工队进场。", 1: "测量放线，旧路面开始破除。", 2: "旧路面破除过半。", 3: "旧路面破除完成。",
                4: "排水管预埋完成，路基碾压过半。比计划少10个百分点，等雨天过后铺面层。",
                5: "路基全部完成，水稳层铺设0.9公里。连续降雨停工4天，面层推迟到月底。"},
         money=(Money(0, 5, 12, ZONE, PLANNED, "120"), Money(0, 5, 12, OFFICE, PLANNED, "50"),
                Money(0, 5, 28, ZONE, SECURED, "120", "楚开财〔拨〕9号"), Money(0, 6, 10, OFFICE, SECURED, "30"),
                Money(0, 7, 22, ZONE, PAID, "20"), Money(0, 8, 26, OFFICE, PAID, "20"), Money(0, 9, 25, ZONE, PAID, "30"),
                Money(0, 10, 28, ZONE, PAID, "26"), Money(0, 11, 18, ZONE, PAID, "8"))),
    Work("南拓排水排污工程", "排水", BUILDING, (0, 5, 18), "南拓社区", place="南拓片区", need="150",
         purpose="解决南拓排水不畅的问题。", contractor="楚江市政工程公司", start=(0, 7, 6), end=(1, 4, 1), before_end=True,
         plan=(8, 18, 30, 44, 58, 70, 80, 90, 100), reports=(8, 17, None, 41, 50), lag=3, scene="ditch", photos=(3,),
         notes={0: "管线探测完成。", 1: "主管沟槽开挖。", 3: "主管铺设1.1公里，检查井砌筑过半。", 4: "支管开始接入。"},
         money=(Money(0, 6, 8, HIGHER, PLANNED, "90"), Money(0, 6, 8, ZONE, PLANNED, "60"),
                Money(0, 7, 2, HIGHER, SECURED, "90", "楚水发〔补〕11号"), Money(0, 9, 30, HIGHER, PAID, "55"))),
    Work("集镇背街小巷排水改造工程", "排水", BUILDING, (0, 2, 25), "集镇社区", place="集镇老街片", need="64",
         purpose="背街污水外溢，资金不足，时停时建。", start=(0, 4, 12), end=(0, 12, 31),
         plan=(10, 20, 32, 45, 58, 72, 85, 93, 100), reports=(9, 16, 24, 30, 36, 42, 48), lag=37, scene="alley", photos=(6,),
         notes={5: "资金未到位，停工两周。", 6: "办事处垫付材料款，复工。"},
         money=(Money(0, 3, 10, OFFICE, PLANNED, "24"), Money(0, 3, 10, ZONE, PLANNED, "40"),
                Money(0, 4, 6, OFFICE, SECURED, "24"), Money(0, 8, 30, OFFICE, PAID, "22"))),
    Work("美丽乡村提升工程（一年一个村）", "美丽乡村", BUILDING, (-1, 12, 20), "钱湾村", SOCIAL, place="钱湾村", need="100",
         need_exactness=Exactness.MORE, per_year=True, in_charge="郑小燕", start=(0, 3, 1), end=(0, 12, 31),
         purpose="按“一年一个村”的思路，每年投入100多万元，美丽乡村建设全面进入提升阶段。", scene="village", photos=(7,),
         plan=(5, 15, 26, 38, 50, 62, 74, 85, 93, 100), reports=(6, 16, 27, 38, 50, 60, 73, 84, 90), lag=2,
         notes={7: "村口广场铺装完成，休闲步道开始施工。"},
         money=(Money(0, 1, 20, HIGHER, PLANNED, "70", exactness=Exactness.MORE), Money(0, 1, 20, VILLAGE, PLANNED, "30"),
                Money(0, 4, 2, HIGHER, SECURED, "70", "楚农发〔补〕4号"), Money(0, 5, 15, VILLAGE, SECURED, "30"),
                Money(0, 8, 20, HIGHER, PAID, "40"), Money(0, 10, 30, VILLAGE, PAID, "25"))),
)  # fmt: skip

NEXT = (
    Work("318国道沿线绿化工程", "绿化", PROPOSED, (0, 3, 15), "集镇社区", place="318国道穿镇段",
         purpose="国道沿线绿化，是今年需要解决的一项主要工作；探索用市场化运作的方法解决建设资金，所需资金待测算。",
         note="资金来源：市场化运作，正在洽谈。"),
    Work("压缩式垃圾中转站建设工程", "垃圾中转站", APPROVED, (0, 9, 10), "集镇社区", STREETS, place="集镇东侧",
         size=("1600", "平方米", Exactness.AROUND), need="60", in_charge="徐军", start=(1, 1, 4), end=(1, 12, 31),
         purpose="垃圾清运工作量较大，支出成本较高。", plan=(3, 8, 15, 24, 34, 44, 54, 64, 74, 84, 93, 100), lag=4,
         money=(Money(1, 1, 5, OFFICE, PLANNED, "20"), Money(1, 1, 5, MARKET, PLANNED, "40"))),
    Work("新增停车位建设工程", "停车场", APPROVED, (0, 10, 12), "集镇社区", place="农贸市场、学校周边", need="18",
         purpose="车辆乱停，交通秩序反复。", start=(1, 3, 1), end=(1, 6, 30), plan=(20, 50, 80, 100), lag=5,
         money=(Money(1, 1, 5, OFFICE, PLANNED, "18"),)),
    Work("货车停车场完善工程", "停车场", APPROVED, (0, 10, 12), "南拓社区", place="临时货车停车场", need="25",
         purpose="场地未硬化，出入口扬尘。", start=(1, 4, 1), end=(1, 9, 30), plan=(10, 25, 45, 65, 85, 100), lag=5,
         money=(Money(1, 1, 5, OFFICE, PLANNED, "25"),)),
    Work("公交停车候车亭新建工程", "候车亭", APPROVED, (0, 10, 12), "集镇社区", place="318国道沿线", need="12",
         purpose="群众候车无遮挡。", start=(1, 5, 1), end=(1, 8, 31), plan=(20, 50, 80, 100), lag=5,
         money=(Money(1, 1, 5, MARKET, PLANNED, "12"),)),
)  # fmt: skip

ALL = (*DONE, *UNDER_WAY, *NEXT)
