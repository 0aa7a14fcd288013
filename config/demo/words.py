"""What people wrote while they worked on a task, by what the photo shows."""

START = {
    "garbage_house": "安排2人1车，上午到场清运。",
    "street": "已上门告知商户，限今天内自行拆除清理。",
    "alley": "联系清运车，先把大件运走。",
    "market": "市场管理员已组织保洁员冲洗。",
    "parking": "安排两名队员到场劝离、引导停车。",
    "notice_board": "已联系广告公司重新制作画面。",
    "posters": "保洁员带铲刀和清洗剂到场。",
    "bins": "仓库有货，安排今天运过去安装。",
    "ditch": "已调一台小挖机，先清生活垃圾再清淤。",
    "road": "已到现场量好面积，材料明天进场。",
    "manhole": "现场先放了警示锥，新井盖已下单。",
    "brick_yard": "已找到堆料业主，当面送达限期清理通知。",
    "boards": "已联系产权单位，安排登高车拆除。",
    "lamps": "电工已到场排查线路。",
    "greenery": "苗木已订好，等雨停后补植。",
    "village": "村干部上门做工作，组织党员带头清理。",
    "bus_stop": "已报候车亭项目，先立临时站牌。",
}
MEASURE = {
    "garbage_house": "清运、冲洗，每天早晚各巡查一次",
    "street": "上门告知、限期自改，逾期依法拆除",
    "alley": "清运建筑垃圾，设禁倒标牌",
    "market": "冲洗地面、疏通排水，定岗保洁",
    "parking": "定时疏导，补划停车线",
    "notice_board": "更换画面，每月检查",
    "posters": "铲除、补白，每周巡查",
    "bins": "补装果壳箱，纳入清运路线",
    "ditch": "清淤疏通，拦截垃圾",
    "road": "修补路面",
    "manhole": "设警示，更换井盖",
    "brick_yard": "限期清走，沿线每天巡查",
    "boards": "联系产权单位，登高拆除",
    "lamps": "排查线路，更换灯具",
    "greenery": "补植、修剪、浇水养护",
    "village": "发动群众清理，纳入门前三包",
    "bus_stop": "列入候车亭项目",
}
PROGRESS = {
    "garbage_house": "已清运1车，下午再来1车。",
    "street": "5家已整改3家，其余两家明天上午复查。",
    "ditch": "清淤过半，水已能走。",
    "road": "路基已碾压，等晴天铺面层。",
    "brick_yard": "砖垛已运走两车，还剩一垛。",
    "boards": "4块已拆2块，登高车明天再来。",
    "greenery": "已补植一半，其余苗木后天到。",
    "village": "20户已清18户。",
}
SUBMIT = {
    "garbage_house": "垃圾已清运，箱体、地面已冲洗，旁边增设果壳箱2只。",
    "street": "遮阳棚已拆，门前物品已清走，人行道恢复畅通。",
    "alley": "建筑垃圾当天运走，地面已清扫。",
    "market": "地面已冲洗，排水口疏通，菜叶及时入桶。",
    "parking": "车辆已归位，停车线重新划过。",
    "notice_board": "画面已更换，玻璃已擦净。",
    "posters": "小广告已铲除，墙面已补白。",
    "bins": "新果壳箱2只已装好，周边垃圾已清。",
    "ditch": "沟内垃圾、淤泥已清完，水流畅通。",
    "road": "破损路面已修补，通行正常。",
    "manhole": "井盖、井圈已更换，警示锥已撤。",
    "brick_yard": "堆料已全部清走，路肩恢复。",
    "boards": "破损广告牌已拆除，场地已平整。",
    "lamps": "线路接头已更换，路灯已亮。",
    "greenery": "缺株处已补植，枯枝已剪。",
    "village": "房前屋后已清理，柴草归堆。",
    "bus_stop": "候车亭已装好，可以使用。",
}
REWORK = {
    "garbage_house": "正面已清，东侧仍有散落垃圾，箱体未冲洗。",
    "street": "有一家又把货物摆了出来，遮阳棚支架没有拆净。",
    "market": "后门排水口还在返水，地面未干净。",
    "brick_yard": "路肩还有一垛砖没有运走，业主又进了新料。",
    "ditch": "桥洞下面的垃圾没有清到。",
    "village": "屋后还有杂物，照片里没有拍到。",
}
CHECKED = [
    "现场核查，已整改到位。",
    "到现场看过，符合要求。",
    "核查通过，周边一并看过，没有新问题。",
    "已复查，与照片一致。",
]
OTHERS = {
    "register": "属实，予以立案。",
    "hand_back": "该处不在本单位管护范围，请改派。",
    "take_back": "主管部门答复不属其管辖，退回街道处理。",
    "close_on_answer": "主管部门已处理并书面答复，现场属实。",
    "transfer": "超出街道职权，移送主管部门处理。",
    "reject": "现场查看，所反映情况不存在。",
    "mark_duplicate": "与已有任务是同一处同一问题。",
    "cancel": "登记有误，作废。",
    "reopen": "又出现同样问题，退回重新整改。",
    "resume": "条件已具备，恢复处置。",
    "ask_extension": "连续下雨，材料运不进来，申请延期。",
    "grant_extension": "情况属实，同意延期。",
    "refuse_extension": "仓库有货，不需要延期，按原时限办。",
    "not_fixed": "过了两天又是老样子，根本没有解决。",
    "ask_suspension": "资金尚未落实，申请挂账。",
    "grant_suspension": "同意挂账，资金到位后恢复。",
}
DUTY = {
    "集镇保洁公司": "南拓片区第三组",
    "城建办": "张伟",
    "综合执法队": "徐军",
    "集镇社区": "吴建华",
    "南拓社区": "黄晓梅",
}
"""The person who is named as responsible."""


def said(verb: str, scene: str, turn: int) -> str:
    """The usual words for a step. turn: which of several ways to say it."""
    if verb == "start":
        return START[scene]
    if verb == "progress":
        return PROGRESS.get(scene, "正在处理，已完成大半。")
    if verb == "submit":
        return SUBMIT[scene]
    if verb == "rework":
        return REWORK.get(scene, "整改不彻底，现场仍有遗留，退回返工。")
    if verb == "close":
        return CHECKED[turn % len(CHECKED)]
    return OTHERS.get(verb, "")
