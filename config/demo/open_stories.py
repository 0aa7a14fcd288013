"""The tasks that are open at the as-of moment: six red, nine amber, twenty green and three paused.

Three more green ones come from sheets of the round in progress (see visits.py).
"""

from config.demo.stories import (
    AMBER,
    DRIVE,
    GREEN,
    ILLEGAL,
    INSPECTION,
    PATROL,
    PAUSED,
    PUBLIC,
    RED,
    SUPERIOR,
    Story,
)

CITY, CHECK, BLIND = "{city}", "{check}", "{blind}"
"""The last round of each kind: put in when the story is told."""

CLEAN, ORDER, FACILITIES, GREENS = "市容环卫", "经营秩序", "市政设施", "园林绿化"
BUILDING, WATER, PUBLICITY, SAFETY = "违法建设", "水环境", "宣传氛围", "公共安全"
CLEANERS, WORKS, STREETS, CULTURE = "集镇保洁公司", "城建办", "综合执法队", "社会事务办"

OVERDUE = [
    Story("南拓垃圾房NT-12满溢，周边散落垃圾", "NT-12", INSPECTION, CLEAN, CLEANERS, "garbage_house", "reworked", RED, -64.2,
          f"{CITY} · 检查表第14项", "南拓三路12号，垃圾房NT-12", "HW-06", "1.50", person="南拓片区第三组", says={
              "start": ["安排2人1车，上午到场。"],
              "submit": ["满溢垃圾已清运2车。", "垃圾房背面建筑垃圾清运1车，箱体、地面已冲洗，旁边增设果壳箱2只。"],
              "rework": ["正面已清，东侧仍有散落垃圾和建筑垃圾，箱体未冲洗。"]}),
    Story("G318国道K1087旁砖场占道堆料", "MQ-04", ILLEGAL, BUILDING, "马桥村", "brick_yard", "rework_again", RED, -51,
          "国道沿线巡查", "G318国道沿线", "ZX-04", line="黄线"),
    Story("集镇背街雨水井盖破损两处", "JZ-03", INSPECTION, SAFETY, WORKS, "manhole", "in_progress", RED, -31,
          f"{CITY} · 检查表第22项", "农贸市场后街", "SS-01", "0.50"),
    Story("遮阳棚搭出门店红线3处", "JZ-01", INSPECTION, BUILDING, STREETS, "street", "ordered", RED, -21,
          f"{CITY} · 检查表第9项", "集镇老街", "ZX-04", "0.20", says={
              "draft_order": ["集镇老街3处遮阳棚限3日内全部拆除到位，逐户销号，并书面报告。"],
              "sign_order": ["拖了一周，不能再等。执法队牵头，社区配合，拆一户销一户。"]}),
    Story("南拓排水沟淤塞，有生活垃圾", "NT-05", PUBLIC, WATER, "南拓社区", "ditch", "assigned", RED, -16,
          "居民上报", "南拓二路西侧"),
    Story("破损广告牌未拆除4块", "JS-04", INSPECTION, ORDER, "焦山村", "boards", "progress", RED, -1.7, CHECK, "枫焦路北段"),
]  # fmt: skip

DUE_SOON = [
    Story("农贸市场地面污水、菜叶未清", "JZ-04", INSPECTION, CLEAN, "集镇社区", "market", "in_progress", AMBER, 7.8,
          f"{CITY} · 检查表第3项", "农贸市场", "HW-01", "0.30"),
    Story("枫焦路口果壳箱缺失2只", "JZ-05", INSPECTION, CLEAN, CLEANERS, "bins", "extension_refused", AMBER, 6.7, BLIND,
          "枫焦路与马钱路口"),
    Story("公开栏宣传画褪色", "FH-03", INSPECTION, PUBLICITY, "枫河村", "notice_board", "assigned", AMBER, 25, CHECK, "枫河村广场"),
    Story("南拓小区楼道口堆放杂物", "NT-04", PUBLIC, CLEAN, "南拓社区", "village", "not_fixed", AMBER, 5.6, "居民上报",
          "南拓小区3栋", says={"not_fixed": ["只清了一楼，二楼转角的旧家具还在，第二天又堆出来了。"]}),
    Story("垃圾房JZ-09箱体未冲洗，有异味", "JZ-09", PATROL, CLEAN, CLEANERS, "garbage_house", "submitted", AMBER, 4.7, "日常巡查",
          "集镇老街西口"),
    Story("学校门口接送时段占道停车", "NT-07", SUPERIOR, ORDER, STREETS, "parking", "in_progress", AMBER, 1.8, "市文明办督办单",
          "街道学校新校区门口"),
    Story("马桥村二组房前屋后乱堆柴草", "MQ-01", INSPECTION, CLEAN, "马桥村", "village", "assigned", AMBER, 1, BLIND, "马桥村二组"),
    Story("钱湾村四组污水沟漂浮物", "QW-02", INSPECTION, WATER, "钱湾村", "ditch", "submitted", AMBER, 22, CHECK, "钱湾村四组"),
    Story("集镇居民楼顶加建彩钢棚", "JZ-06", PATROL, BUILDING, "集镇社区", "street", "extension_asked", AMBER, 24,
          "居民建房巡查", "集镇小区7栋", says={"start": ["已上门讲清政策，户主答应自拆，给两天备料搬家什。"],
          "ask_extension": ["户主已动手拆除，彩钢瓦吊运要等吊车，申请延期。"]}),
]  # fmt: skip

ON_TIME = [
    Story("绿化带补植约60平方米", "NT-01", INSPECTION, GREENS, WORKS, "greenery", "suspension_asked", GREEN, 175, CHECK, "南拓一路",
          says={"ask_suspension": ["天气转冷，补植成活率低，申请挂账到开春再补。"]}),
    Story("南拓三路路灯两盏不亮", "NT-03", PUBLIC, FACILITIES, WORKS, "lamps", "taken_back", GREEN, 170, "居民上报",
          "南拓三路与枫焦路口", authority="市供电公司", says={
              "transfer": ["路灯线路像是供电公司的，去函请其查看。"],
              "take_back": ["供电公司复函：线路属街道自建，由街道维修。"]}),
    Story("农贸市场后门污水外溢", "JZ-04", PUBLIC, WATER, "集镇社区", "ditch", "in_progress", GREEN, 102, "居民上报",
          "农贸市场后门"),
    Story("公交站没有雨棚", "JZ-05", PUBLIC, FACILITIES, WORKS, "bus_stop", "registered", GREEN, -64, "居民上报", "枫焦路公交站",
          says={"register": ["已列入明年候车亭项目，待项目下达后派遣。"]}),
    Story("G318国道沿线废品堆场回潮", "MQ-04", ILLEGAL, BUILDING, "马桥村", "brick_yard", "in_progress", GREEN, 80,
          "国道沿线巡查", "G318国道K1088", "ZX-04", line="绿线"),
    Story("G318国道K1085路肩塌陷", "JZ-11", INSPECTION, FACILITIES, "", "road", "transferred", GREEN, 60, CHECK,
          "G318国道K1085", authority="市公路事业发展中心"),
    Story("集镇居民自建房超占地界", "JZ-06", PATROL, BUILDING, "", "street", "transferred", GREEN, 62, "居民建房巡查",
          "集镇小区东侧", authority="市自然资源和规划局"),
    Story("文化站广场健身器材松动", "JZ-07", PUBLIC, SAFETY, CULTURE, "notice_board", "assigned", GREEN, 54, "居民上报",
          "文化站广场"),
    Story("焦山村五组垃圾桶破损3只", "JS-02", INSPECTION, FACILITIES, "焦山村", "bins", "assigned", GREEN, 140, BLIND, "焦山村五组"),
    Story("枫河村三组沟渠漂浮物", "FH-02", INSPECTION, WATER, "枫河村", "ditch", "submitted", GREEN, 52, BLIND, "枫河村三组"),
    Story("集镇老街小广告回潮", "JZ-01", PATROL, CLEAN, CLEANERS, "posters", "submitted", GREEN, 30, "日常巡查", "集镇老街"),
    Story("货车停车场车辆乱停", "JZ-08", PATROL, ORDER, STREETS, "parking", "in_progress", GREEN, 40, "日常巡查",
          "临时货车停车场"),
    Story("老街商户出店经营5家", "JZ-01", DRIVE, ORDER, STREETS, "street", "assigned", GREEN, 58, "突击整治", "集镇老街"),
    Story("垃圾房NT-15门锁损坏", "NT-15", INSPECTION, FACILITIES, CLEANERS, "garbage_house", "assigned_anew", GREEN, 120, BLIND,
          "南拓一路北口"),
    Story("南拓广场公益广告破损", "NT-06", INSPECTION, PUBLICITY, "南拓社区", "notice_board", "in_progress", GREEN, 70, CHECK,
          "南拓广场"),
    Story("农贸市场后门下水道又堵了，污水流到路上", "JZ-04", PUBLIC, WATER, "", "ditch", "reported", GREEN, -3, "居民上报",
          "农贸市场后门"),
    Story("枫焦路枫河段行道树枯死6株", "FH-04", INSPECTION, GREENS, WORKS, "greenery", "extended", GREEN, 240, CHECK,
          "枫焦路枫河段"),
    Story("夜间有人焚烧垃圾", "FH-01", PUBLIC, SAFETY, "枫河村", "village", "reported", GREEN, -2, "居民上报", "枫河村一组"),
    Story("国道沿线散落建筑垃圾，限期清理", "JZ-11", SUPERIOR, CLEAN, "城建办", "brick_yard", "reported", GREEN, -18,
          "市文明办督办单", "G318国道集镇段"),
    Story("集镇背街垃圾死角", "JZ-02", INSPECTION, CLEAN, "集镇社区", "alley", "reopened", GREEN, 30, CHECK, "集镇背街", "HW-01"),
]  # fmt: skip

ON_HOLD = [
    Story("318国道沿线绿化缺株", "JZ-11", INSPECTION, GREENS, WORKS, "greenery", "suspended", PAUSED, 100,
          f"{CITY} · 检查表第17项", "G318国道沿线", "HW-09", "0.70", says={
              "ask_suspension": ["沿线绿化走市场化，资金未落实，申请挂账。"],
              "grant_suspension": ["同意挂账，下月再看资金情况。"]}),
    Story("马钱路钱湾段路面破损4处", "QW-04", INSPECTION, FACILITIES, WORKS, "road", "suspended", PAUSED, 60, CHECK,
          "马钱路钱湾段", says={
              "ask_suspension": ["马钱路修理工程正在施工，完工后一并解决，申请挂账。"],
              "grant_suspension": ["同意，随工程完工销号。"]}),
    Story("南拓二路雨污混接", "NT-02", SUPERIOR, WATER, WORKS, "ditch", "suspended", PAUSED, 40, "市生态环境局交办",
          "南拓二路", says={
              "ask_suspension": ["须待南拓排水排污工程完工才能改接，申请挂账。"],
              "grant_suspension": ["同意挂账，工程完工后恢复。"]}),
]  # fmt: skip

OPEN_STORIES = [*OVERDUE, *DUE_SOON, *ON_TIME, *ON_HOLD]
