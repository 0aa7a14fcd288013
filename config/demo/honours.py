"""The honours of the demo: the four kinds of the report (4项评优), last year's, those of the year, one on show with an objection."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from campaign.honour_states import HonourState
from campaign.models import Honour, HonourFor, HonourKind
from campaign.services.honours import nominate, raise_objection, take_step
from core.models import User

MODEL, STARRED, MOTHER, DAUGHTER = "创建示范户", "十星清洁户", "好婆婆", "好媳妇"
FAMILY, GOOD_PEOPLE = "星级文明户", "好人"

TEN_STARS = [
    "门前整洁星", "庭院美化星", "居室明净星", "厨房卫生星", "厕所清洁星", "畜禽圈养星", "垃圾分类星", "绿化养护星",
    "文明习惯星", "邻里互助星",
]  # fmt: skip
FIVE_STARS = ["爱国守法星", "孝老爱亲星", "诚信致富星", "移风易俗星", "热心公益星"]

KINDS = [
    (MODEL, HonourFor.HOUSEHOLD, [], 0, "带头参与文明创建，房前屋后整洁，支持集镇整治，在邻里中有示范作用。"),
    (STARRED, HonourFor.HOUSEHOLD, TEN_STARS, 8, "按十颗星逐项评定，达到八星以上，全年检查无不良记录。"),
    (MOTHER, HonourFor.PERSON, [], 0, "尊老爱幼，善待儿媳，家庭和睦，邻里称赞。"),
    (DAUGHTER, HonourFor.PERSON, [], 0, "孝敬公婆，勤俭持家，夫妻和睦，教子有方。"),
    (FAMILY, HonourFor.HOUSEHOLD, FIVE_STARS, 3, "下一年度新增：遵纪守法、家风良好、热心公益，达到三星以上。"),
    (GOOD_PEOPLE, HonourFor.PERSON, [], 0, "下一年度新增：助人为乐、见义勇为、诚实守信、敬业奉献、孝老爱亲。"),
]
"""The last two are what the report intends for the next year: kinds without an honour yet."""

FENGHE, QIANWAN, MAQIAO, JIAOSHAN, NANTUO, JIZHEN = "fenghe", "qianwan", "maqiao", "jiaoshan", "nantuo", "jizhen"

WHY = {
    MODEL: "带头清理房前屋后，主动拆除自家旧棚，支持道路拓宽。",
    STARRED: "庭院整洁、垃圾分类到位，四次入户检查均为优秀。",
    MOTHER: "照顾孙辈十年如一日，婆媳和睦，邻里有口皆碑。",
    DAUGHTER: "悉心照料卧床公婆，操持家务，热心村里志愿服务。",
}


@dataclass(frozen=True)
class Honoured:
    """by: the account of the unit that nominates. state: where it ends; stars: how many of the ten."""

    kind: str
    name: str
    by: str
    state: str = HonourState.AWARDED
    stars: int = 0


AWARDED, SHOWN, NOMINATED = HonourState.AWARDED, HonourState.PUBLICISED, HonourState.NOMINATED
DECLINED, REVOKED = HonourState.DECLINED, HonourState.REVOKED

LAST_YEAR = [
    Honoured(MODEL, "何志国", FENGHE),
    Honoured(MODEL, "马德胜", MAQIAO, REVOKED),
    Honoured(STARRED, "钱立新", QIANWAN, stars=9),
    Honoured(STARRED, "焦长河", JIAOSHAN, stars=10),
    Honoured(MOTHER, "李秀英", NANTUO),
    Honoured(DAUGHTER, "王海燕", JIZHEN),
]
THIS_YEAR = [
    Honoured(MODEL, "何大山", FENGHE),
    Honoured(MODEL, "钱永康", QIANWAN),
    Honoured(MODEL, "马建平", MAQIAO),
    Honoured(MODEL, "焦国栋", JIAOSHAN, DECLINED),
    Honoured(STARRED, "何春梅", FENGHE, stars=10),
    Honoured(STARRED, "钱小龙", QIANWAN, stars=8),
    Honoured(STARRED, "马玉田", MAQIAO, stars=9),
    Honoured(STARRED, "焦兴旺", JIAOSHAN, stars=8),
    Honoured(STARRED, "黄志强", NANTUO, stars=9),
    Honoured(MOTHER, "何桂芳", FENGHE),
    Honoured(MOTHER, "马兰香", MAQIAO),
    Honoured(MOTHER, "吴秀珍", JIZHEN),
    Honoured(DAUGHTER, "钱晓燕", QIANWAN),
    Honoured(DAUGHTER, "焦丽萍", JIAOSHAN),
    Honoured(DAUGHTER, "黄雪梅", NANTUO),
]
NOW_ON_SHOW = [
    Honoured(MODEL, "吴国华", JIZHEN, SHOWN),
    Honoured(STARRED, "吴明亮", JIZHEN, SHOWN, 8),
    Honoured(STARRED, "何水生", FENGHE, NOMINATED, 9),
    Honoured(MOTHER, "钱凤英", QIANWAN, NOMINATED),
    Honoured(DAUGHTER, "马晓红", MAQIAO, SHOWN),
]
OBJECTED = "吴国华"


def make_honours(story) -> None:
    """Each takes its steps through the services, as in life. story: the loader with its town, units, people and dates."""
    kinds = make_kinds()
    dates, year = story.dates, story.dates.report_year
    for offset, honoured in ((-1, LAST_YEAR), (0, THIS_YEAR)):
        for number, one in enumerate(honoured):
            nominated = dates.at(date(year + offset, 9, 10 + number % 12), 9 + number % 8, 20)
            tell(story, kinds, one, year + offset, nominated, dates.at(date(year + offset, 10, 12), 15))
    shown = dates.now - timedelta(days=4)
    for number, one in enumerate(NOW_ON_SHOW):
        tell(story, kinds, one, dates.today.year, shown - timedelta(days=9 - number, hours=1), shown)


def make_kinds() -> dict[str, HonourKind]:
    """The kinds by name."""
    made = HonourKind.objects.bulk_create(
        HonourKind(name=name, given_to=given_to, stars=stars, least_stars=least, criteria=criteria, order=order)
        for order, (name, given_to, stars, least, criteria) in enumerate(KINDS, start=1)
    )
    return {kind.name: kind for kind in made}


def tell(story, kinds, one: Honoured, year: int, nominated: datetime, shown: datetime) -> None:
    """Nominated by its village; shown on a day; awarded ten days later; what was revoked, two months after that."""
    nominator, office = story.people[one.by], story.people["office"]
    honour = nominate(
        honour=Honour(
            town=story.town, unit=unit_of(story, nominator), kind=kinds[one.kind], year=year, name=one.name,
            reason=WHY[one.kind], stars=TEN_STARS[: one.stars],
        ),
        by=nominator, now=nominated,
    )  # fmt: skip
    if one.state == DECLINED:
        take_step(
            honour=honour, verb="decline", by=office, now=shown, reason="入户复核时庭院有乱堆放，本年度不予表彰。"
        )
    if one.state not in (SHOWN, AWARDED, REVOKED):
        return
    honour = take_step(honour=honour, verb="publicise", by=office, now=shown)
    if one.name == OBJECTED:
        raise_objection(
            honour=honour, text="门前仍有占道堆放的建材，希望核实后再定。", from_whom="集镇社区居民（电话反映）",
            by=story.people["office2"], now=shown + timedelta(days=2),
        )  # fmt: skip
    if one.state in (AWARDED, REVOKED):
        honour = take_step(honour=honour, verb="award", by=office, now=shown + timedelta(days=10))
    if one.state == REVOKED:
        late = shown + timedelta(days=70)
        take_step(honour=honour, verb="revoke", by=office, now=late, reason="占用公共绿地搭建，经提醒未改正。")


def unit_of(story, nominator: User):
    """The unit that a demo account works for."""
    by_path = {unit.path: unit for unit in story.units.values()}
    return by_path[nominator.access.main_post.unit_path]
