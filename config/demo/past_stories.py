"""The tasks of this year and the one before that have come to an end, made from usual problems at usual places."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from config.demo.dates import Dates
from config.demo.people import INSPECTORS
from config.demo.points import PLACES, Place
from config.demo.recent_stories import recent_stories
from config.demo.stories import DRIVE, INSPECTION, PATROL, PUBLIC, SUPERIOR, PastStory, Story

A_DAY = {0: 0.23, 1: 0.19}
"""Tasks a day, this year and the one before."""

IN_TIME = {0: 0.915, 1: 0.82}
"""Share that was closed by the deadline: the loop works better than it did."""

LEAST_AGE = timedelta(days=13)
SAID_AGAIN_AFTER = timedelta(hours=3)
SOURCES = {INSPECTION: 45, PATROL: 27, PUBLIC: 20, SUPERIOR: 4, DRIVE: 4}
LABELS = {
    INSPECTION: "{month}月自查",
    PATROL: "日常巡查",
    PUBLIC: "居民上报",
    SUPERIOR: "市文明办督办单",
    DRIVE: "突击整治",
}
PATHS = {
    "closed": 60, "closed_with_progress": 14, "closed_after_rework": 9, "closed_after_extension": 2, "closed_after_pause": 1,
    "closed_after_reopening": 2, "handed_back": 2, "came_back": 1, "answered": 2, "rejected": 3, "duplicate": 2, "cancelled": 2,
}  # fmt: skip
AUTHORITIES = ["市公路事业发展中心", "市自然资源和规划局", "市生态环境局", "市供电公司"]

USUAL = {
    "主次干道": [
        ("{name}路面散落垃圾3处", "市容环卫", "street", "HW-01"), ("{name}果壳箱破损", "市政设施", "bins", "SS-03"),
        ("{name}店外经营、占道摆放", "经营秩序", "street", "ZX-02"), ("{name}墙面小广告成片", "市容环卫", "posters", "HW-05"),
        ("{name}路灯3盏不亮", "市政设施", "lamps", "SS-02"), ("{name}绿化带缺株", "园林绿化", "greenery", "HW-09"),
        ("{name}非机动车乱停放", "经营秩序", "parking", "ZX-03"),
    ],
    "背街小巷": [
        ("{name}有人倒建筑垃圾", "市容环卫", "alley", "HW-01"), ("{name}井盖松动", "市政设施", "manhole", "SS-01"),
        ("{name}墙面乱贴乱画", "市容环卫", "posters", "HW-05"),
    ],
    "农贸市场": [
        ("{name}地面污水未清", "市容环卫", "market", "HW-01"), ("{name}摊位外溢", "经营秩序", "market", "ZX-02"),
        ("{name}公厕有异味", "市容环卫", "market", "HW-04"),
    ],
    "学校周边": [("{name}流动摊贩占道", "经营秩序", "street", "ZX-02"), ("{name}护栏松动", "公共安全", "road", "SS-01")],
    "垃圾房": [("{name}满溢", "市容环卫", "garbage_house", "HW-06"), ("{name}周边散落垃圾", "市容环卫", "garbage_house", "HW-01")],
    "公路沿线": [
        ("{name}路肩堆放砂石", "违法建设", "brick_yard", "ZX-04"), ("{name}破损广告牌未拆", "经营秩序", "boards", "ZX-04"),
        ("{name}路面坑槽2处", "市政设施", "road", "SS-01"), ("{name}行道树缺株", "园林绿化", "greenery", "HW-09"),
    ],
    "社区小区": [("{name}楼道堆放杂物", "市容环卫", "village", "HW-07"), ("{name}公示栏破损", "宣传氛围", "notice_board", "XC-01")],
    "村组": [
        ("{name}房前屋后乱堆乱放", "市容环卫", "village", "HW-07"), ("{name}沟渠有漂浮物", "水环境", "ditch", "HW-08"),
        ("{name}垃圾桶满溢", "市容环卫", "bins", "HW-03"), ("{name}搭建柴草棚", "违法建设", "village", "ZX-04"),
    ],
    "公园广场": [("{name}宣传画褪色", "宣传氛围", "notice_board", "XC-01"), ("{name}座椅、路灯损坏", "市政设施", "lamps", "SS-02")],
    "停车场": [("{name}车辆乱停、占用通道", "经营秩序", "parking", "ZX-03")],
    "沟渠河道": [("{name}淤塞", "水环境", "ditch", "HW-08")],
}  # fmt: skip


def past_stories(dates: Dates) -> list[PastStory]:
    """In the order of their reports; among them one that comes back now: the garbage house NT-12."""
    stories = sorted([*_of_year(dates, 1), *_of_year(dates, 0)], key=_reported)
    return sorted([*_joined(stories), *recent_stories(dates), _first_time_at_nt12(dates)], key=_reported)


def _reported(past: PastStory) -> datetime:
    return past.reported


def _joined(stories: list[PastStory]) -> Iterator[PastStory]:
    """Each duplicate becomes a second report of the problem before it, some hours later."""
    first = None
    for past in stories:
        if past.story.path == "duplicate" and first:
            yield replace(past, story=_again(past.story, first.story), reported=first.reported + SAID_AGAIN_AFTER)
        elif past.story.path != "duplicate":
            yield past
            first = past


def _again(story: Story, first: Story) -> Story:
    return replace(
        story, what=f"再次反映：{first.what}", point=first.point, kind=first.kind, unit=first.unit, scene=first.scene,
        place=first.place, same_as=first.what,
    )  # fmt: skip


def _of_year(dates: Dates, ago: int) -> Iterator[PastStory]:
    year = dates.today.year - ago
    first = date(year, 1, 4)
    last = min(date(year, 12, 31), dates.today - LEAST_AGE)
    rng = Random(f"past {year}")
    for _ in range(round(((last - first).days + 1) * A_DAY[ago])):
        day = first + timedelta(days=rng.randrange((last - first).days + 1))
        reported = dates.at(day, rng.choice((8, 9, 10, 14, 15, 16)), rng.randrange(60))
        in_time = rng.random() < IN_TIME[ago]
        yield PastStory(_story(rng, day), reported, rng.uniform(0.35, 0.92) if in_time else rng.uniform(1.12, 1.9))


def _story(rng: Random, day: date) -> Story:
    place = rng.choice(PLACES)
    what, kind, scene, item = rng.choice(USUAL[place.kind])
    (source,), (path,) = rng.choices(list(SOURCES), SOURCES.values()), rng.choices(list(PATHS), PATHS.values())
    return Story(
        what.format(name=place.name),
        place.code,
        source,
        kind,
        _unit(place, kind),
        scene,
        path,
        label=LABELS[source].format(month=day.month),
        place=place.address,
        item=item if source == INSPECTION else "",
        authority=rng.choice(AUTHORITIES),
        inspector=rng.choice(INSPECTORS),
        office=rng.choice(("office", "office", "office2")),
    )


def _unit(place: Place, kind: str) -> str:
    """Who is told to put it right: by the kind of problem, else who is in charge of the place."""
    special = {"市政设施": "城建办", "园林绿化": "城建办", "经营秩序": "综合执法队"}
    in_a_village = place.unit.endswith("村")
    return place.in_charge if in_a_village else special.get(kind, place.in_charge)


def _first_time_at_nt12(dates: Dates) -> PastStory:
    place = next(place for place in PLACES if place.code == "NT-12")
    story = replace(
        _story(Random("NT-12"), dates.today), what="南拓垃圾房NT-12满溢", point=place.code, source=INSPECTION, kind="市容环卫",
        unit=place.in_charge, scene="garbage_house", path="closed", label="暗访回访", place=place.address, item="HW-06",
    )  # fmt: skip
    return PastStory(story, dates.at(dates.today - timedelta(days=58), 10, 15), 0.8)
