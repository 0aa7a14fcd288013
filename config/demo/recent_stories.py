"""Tasks of the last weeks that are at an end and that others refer to: what came back, what residents follow, what was joined."""

from datetime import timedelta

from config.demo.dates import Dates
from config.demo.stories import DRIVE, ILLEGAL, PATROL, PUBLIC, PastStory, Story

BUILDING, FACILITIES, CLEAN, WATER = "违法建设", "市政设施", "市容环卫", "水环境"
ROAD = "国道沿线巡查"

# fmt: off
RECENT = [
    # one yard by the national road that comes back again and again; the last two deadlines of the village were missed
    (70, 0.7, Story("G318国道K1087旁堆放砂石两处", "MQ-04", ILLEGAL, BUILDING, "马桥村", "brick_yard", "closed", label=ROAD,
                    place="G318国道K1087", item="ZX-04", line="黄线")),
    (40, 0.8, Story("G318国道K1087旁砖垛占用路肩", "MQ-04", ILLEGAL, BUILDING, "马桥村", "brick_yard", "closed_after_rework",
                    label=ROAD, place="G318国道K1087", item="ZX-04", line="黄线")),
    (12, 1.6, Story("G318国道K1087旁砖垛又堆了回来", "MQ-04", ILLEGAL, BUILDING, "马桥村", "brick_yard", "closed_with_progress",
                     label=ROAD, place="G318国道K1087", item="ZX-04", line="黄线")),
    (11, 1.75, Story("马桥村二组搭建柴草棚占道", "MQ-01", PATROL, BUILDING, "马桥村", "village", "closed", label="日常巡查",
                     place="马桥村二组")),
    # the other lines
    (16, 0.7, Story("G318国道集镇段防护绿地内堆放砂石", "JZ-11", ILLEGAL, BUILDING, "城建办", "brick_yard", "closed", label=ROAD,
                    place="G318国道K1085", line="绿线")),
    (22, 0.8, Story("钱湾村四组沟渠边搭建鸭棚", "QW-02", ILLEGAL, BUILDING, "钱湾村", "village", "closed_with_progress",
                    label="日常巡查", place="钱湾村四组", line="蓝线")),
    (18, 0.6, Story("集镇老街老戏台旁加建雨棚", "JZ-01", ILLEGAL, BUILDING, "综合执法队", "street", "closed", label="日常巡查",
                    place="集镇老街42号", line="紫线")),
    # residents: photos released, and two that wrote of what was known already
    (9, 0.5, Story("南拓广场两盏路灯不亮", "NT-06", PUBLIC, FACILITIES, "城建办", "lamps", "closed_and_shown", place="南拓广场")),
    (8, 0.6, Story("果壳箱倒了没人扶", "JZ-05", PUBLIC, CLEAN, "集镇保洁公司", "bins", "closed_and_shown", place="枫焦路口")),
    (1, 0, Story("南拓二路水沟臭得很，全是垃圾", "NT-05", PUBLIC, WATER, "", "ditch", "duplicate", place="南拓二路西侧",
                 same_as="南拓排水沟淤塞，有生活垃圾")),
    # another authority answered
    (12, 0.7, Story("南拓三路电杆倾斜", "NT-03", PATROL, FACILITIES, "", "lamps", "answered", label="日常巡查",
                    place="南拓三路中段", authority="市供电公司")),
    (15, 0.6, Story("背街积存垃圾3处", "JZ-02", DRIVE, CLEAN, "集镇社区", "alley", "closed", label="突击整治",
                    place="集镇老街北侧")),
    (14, 0, Story("枫河村二组路灯不亮", "FH-01", PATROL, FACILITIES, "枫河村", "lamps", "cancelled", label="日常巡查",
                  place="枫河村二组")),
    (6, 0, Story("广场舞音响太吵", "JZ-07", PUBLIC, CLEAN, "", "notice_board", "rejected", place="文化站广场",
                 says={"reject": ["噪声扰民由派出所处理，已转告，不属创建范围。"]})),
]
# fmt: on
"""Days ago, share of the limit that was used, and the story."""


def recent_stories(dates: Dates) -> list[PastStory]:
    return [
        PastStory(story, dates.at(dates.today - timedelta(days=days), 9 + number % 3, 10 + number), share)
        for number, (days, share, story) in enumerate(RECENT)
    ]
