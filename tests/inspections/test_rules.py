"""Rules as offices write them: what is read from them, and what is left to a person."""

from decimal import Decimal

import pytest

from inspections.rules import Proposal, read_rule


def d(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


EACH = [
    ("发现1处扣0.5分，扣完为止", "0.5", None),
    ("发现1处扣0.5分,扣完为止", "0.5", None),
    ("每处扣0.5分，扣完为止", "0.5", None),
    ("每处扣0.5分", "0.5", None),
    ("每发现一处扣1分，扣完为止。", "1", None),
    ("发现一处不合格扣2分", "2", None),
    ("一处不符合要求扣1分", "1", None),
    ("１处扣０．５分", "0.5", None),
    ("每盏不亮扣0.5分，扣完为止", "0.5", None),
    ("每缺1项扣0.5分", "0.5", None),
    ("每有一处破损扣0.2分，直至扣完", "0.2", None),
    ("路面有垃圾的，每处扣0.1分，最多扣2分", "0.1", "2"),
    ("每出现一次扣1分，最高扣5分", "1", "5"),
    ("每少一人扣0.5分", "0.5", None),
    ("扣0.5分/处", "0.5", None),
    ("扣0.5分每处", "0.5", None),
    ("发现乱停车辆，每辆扣0.3分，累计不超过3分", "0.3", "3"),
    ("有一处污水扣零点五分", "0.5", None),
    ("每处扣半分", "0.5", None),
    ("每处减0.5分", "0.5", None),
    ("每处扣除1.5分，扣完为止", "1.5", None),
    ("有卫生死角，每个扣 2 分", "2", None),
    ("存在1处占道经营扣1分", "1", None),
    ("每户扣1分；扣完本项分值为止", "1", None),
    ("每超1天扣0.5分", "0.5", None),
    ("发现小广告一处扣0.1分，扣完为止", "0.1", None),
    ("绿化带每缺一株扣.5分", "0.5", None),
    ("违规一起扣十分", "10", None),
]


@pytest.mark.parametrize(("text", "each", "most"), EACH)
def test_points_off_for_each_place(text, each, most):
    assert read_rule(text) == Proposal("deduct", each=d(each), most=d(most))


WHOLE = [
    ("符合得5分，不符合不得分", "5"),
    ("达到要求得2分，否则不得分", "2"),
    ("有制度的得3分，没有的不得分", "3"),
    ("发现一处不得分", None),
    ("有一处不合格，该项不得分", None),
    ("未建立台账的扣2分", "2"),
    ("无专人管理扣1分", "1"),
    ("合格得10分，不合格得0分", "10"),
    ("不达标不得分", None),
]


@pytest.mark.parametrize(("text", "most"), WHOLE)
def test_all_or_nothing(text, most):
    assert read_rule(text) == Proposal("pass_fail", most=d(most))


GRADES = [
    ("好得10分，一般得6分，差不得分", [("好", "10"), ("一般", "6"), ("差", "0")]),
    ("优10分、良8分、中6分、差0分", [("优", "10"), ("良", "8"), ("中", "6"), ("差", "0")]),
    ("A级得5分，B级得3分，C级得0分", [("A", "5"), ("B", "3"), ("C", "0")]),
    ("一档10分，二档6分，三档2分", [("一档", "10"), ("二档", "6"), ("三档", "2")]),
    ("优秀：5分；良好：3分；一般：1分", [("优秀", "5"), ("良好", "3"), ("一般", "1")]),
]


@pytest.mark.parametrize(("text", "grades"), GRADES)
def test_grades(text, grades):
    expected = tuple((label, Decimal(points)) for label, points in grades)
    assert read_rule(text) == Proposal("grade", most=expected[0][1], grades=expected)


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("酌情扣1-3分", "3"),
        ("视情况扣0.5～2分", "2"),
        ("根据整体情况打0至10分", "10"),
        ("0-5分", "5"),
        ("酌情扣分", None),
        ("视整改情况酌情扣分，最多扣5分", "5"),
    ],
)
def test_somebody_weighs_it_up(text, most):
    assert read_rule(text) == Proposal("direct", most=d(most))


@pytest.mark.parametrize(
    ("text", "most"),
    [("获市级表彰的加2分", "2"), ("每篇报道加0.5分，最多加3分", "3"), ("每次加1分", None), ("获奖的奖励5分", "5")],
)
def test_bonuses(text, most):
    assert read_rule(text) == Proposal("bonus", most=d(most))


@pytest.mark.parametrize(
    ("text", "veto"),
    [
        ("发现露天焚烧，一票否决", "sheet"),
        ("发生重大事故的，本轮一票否决", "round"),
        ("弄虚作假的，取消全年评优资格", "year"),
    ],
)
def test_a_veto_is_read_with_its_reach(text, veto):
    assert read_rule(text) == Proposal("pass_fail", veto=veto)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "看整体，按档给分",
        "地面干净，垃圾日产日清",
        "一般问题每处扣0.5分，严重问题每处扣1分",
        "每3处扣1分",
        "每两处扣1分",
        "每处扣0.5-1分",
        "每处扣0分",
        "参照文件执行",
    ],
)
def test_what_has_no_single_reading_is_left_to_a_person(text):
    assert read_rule(text) is None
