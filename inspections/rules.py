"""Reads a rule as offices write it ('发现1处扣0.5分，扣完为止') and proposes method and figures. Pure: text in, a proposal out.

A proposal is only made where the text leaves one reading. Two different figures for each place ('一般每处扣0.5分，严重每处扣1分'),
or a figure for several places at once ('每3处扣1分'), are left to a person.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

DEDUCT, GRADE, PASS_FAIL, DIRECT, BONUS = "deduct", "grade", "pass_fail", "direct", "bonus"
"""The values of inspections.models.Method."""


@dataclass(frozen=True)
class Proposal:
    """method: a value of Method. each: points for each place (deduct). most: the item's maximum, where the text tells.
    grades: (label, points) best first (grade). veto: 'sheet', 'round', 'year' or ''."""

    method: str
    each: Decimal | None = None
    most: Decimal | None = None
    grades: tuple[tuple[str, Decimal], ...] = ()
    veto: str = ""


_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"两": 2, "〇": 0}
_N = r"(\d+(?:\.\d+)?|\.\d+)"
# What is counted: 处, 盏, 辆 … and the words that may stand before it.
_UNIT = r"(?:处|个|项|次|例|人次|人|点位|点|户|只|盏|块|条|件|张|起|家|具|座|根|棵|株|辆|台|间|幅|段|车|袋|堆|滩|米|平方米|平米|天|日|份|类|面|扇|片)"
_EACH_BEFORE = re.compile(
    rf"(?:每|逐)(?:发现|出现|有|存在|缺少|缺|少|查出|查到|发生|增加|减少|超过|超|漏)?(\d*)\s*{_UNIT}"
)
_FOUND_ONE = re.compile(rf"(?:发现|出现|有|存在|缺少|缺|少|查出|查到|发生|凡有|如有|若有)(\d+)\s*{_UNIT}")
_ONE = re.compile(rf"(?:^|[,;。:(])(\d+)\s*{_UNIT}|(\d+)\s*{_UNIT}(?=扣|减)")
_PER = re.compile(rf"(?:扣除?|减|扣减)\s*{_N}\s*分?\s*[/每]\s*(?:1\s*)?{_UNIT}")
_TAKEN = re.compile(rf"(?:扣除?|扣减|减|扣罚)(?:去|掉)?\s*{_N}\s*分")
_TAKEN_RANGE = re.compile(rf"(?:扣除?|扣减|减|得|给|打|加)\s*{_N}\s*分?\s*[-~至到]\s*{_N}\s*分")
_RANGE = re.compile(rf"{_N}\s*分?\s*[-~至到]\s*{_N}\s*分")
_ADDED = re.compile(rf"(?:加|奖励?|奖)\s*{_N}\s*分")
_MOST = re.compile(
    rf"(?:最多|最高|至多|上限|累计不超过|不超过|满分|共|合计|总分|封顶)(?:为|是|可)?(?:扣除?|加|得|计|奖)?(?:至|到)?\s*{_N}\s*分"
)
_ALL_LOST = re.compile(
    r"(?:该项|本项|此项|全项|整项)?\s*(?:不得分|不给分|得0分|0分|扣完|全扣|扣除?(?:该项|本项|此项)?全部分?值?|计0分)"
)
_TO_THE_END = re.compile(r"(?:扣|减)完(?:该项|本项)?(?:分值?)?(?:为止|止)|(?:直到|直至)?扣完")
_WON = re.compile(rf"(?:得|计|给|记)\s*{_N}\s*分")
_VETO = re.compile(r"一票否决|取消.{0,8}资格")
_GRADE = re.compile(
    rf"(?P<label>[A-D]|优秀|良好|优良|优|良|中等?|较好|很好|好|一般|合格|基本合格|较差|很差|差|不合格|[一二三四]档|[一二三四]等|第[一二三四]档)(?:级|档|等次|等|的)?\s*[,:]?\s*(?:[得计给记=为]|的得)?\s*(?:{_N}\s*分|(?P<none>不得分))"
)
_JUDGED = re.compile(r"酌情|视情|视.{0,8}情况|根据.{0,12}情况|按.{0,8}程度|综合(?:评|打)|酌扣")
_BAD = re.compile(r"(?:未|无|没有|没|不|缺|否则|欠|超)")
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百半点]+(?=\s*(?:分|" + _UNIT[3:] + r")")


def read_rule(text: str) -> Proposal | None:
    """The method and figures that a rule's text asks for; None where it asks for nothing definite."""
    rule = _plain(text)
    if not rule:
        return None
    veto = _veto(rule)
    proposal = _bonus(rule) or _grades(rule) or _deduction(rule) or _whole(rule) or _judged(rule)
    if proposal is None:
        return Proposal(PASS_FAIL, veto=veto) if veto else None
    return Proposal(proposal.method, proposal.each, proposal.most, proposal.grades, veto) if veto else proposal


def _plain(text: str) -> str:
    """Half-width, no white space, Chinese numerals before a unit as digits."""
    rule = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))
    rule = rule.replace("、", ",").replace("—", "-").replace("－", "-").replace("～", "~")
    return _CHINESE.sub(lambda found: _number(found.group()), rule)


def _number(word: str) -> str:
    """'一' 1, '两' 2, '十' 10, '十五' 15, '二十' 20, '半' 0.5, '零点五' 0.5, '一点五' 1.5; other words stay."""
    if word == "半":
        return "0.5"
    whole, dot, rest = word.partition("点")
    if dot and rest and all(sign in _DIGITS for sign in whole + rest):
        return f"{''.join(str(_DIGITS[s]) for s in whole) or 0}.{''.join(str(_DIGITS[s]) for s in rest)}"
    tens, ten, ones = word.partition("十")
    if ten and all(sign in _DIGITS for sign in tens + ones) and len(tens) < 2 and len(ones) < 2:
        return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))
    return str(_DIGITS[word]) if word in _DIGITS else word


def _veto(rule: str) -> str:
    if not _VETO.search(rule):
        return ""
    return (
        "year"
        if re.search(r"全年|年度|当年", rule)
        else "round"
        if re.search(r"本轮|本次|当次|当月|本月", rule)
        else "sheet"
    )


def _bonus(rule: str) -> Proposal | None:
    added = _ADDED.search(rule)
    if not added or _TAKEN.search(rule):
        return None
    return Proposal(BONUS, most=_most(rule) or (None if _each_marks(rule) else Decimal(added[1])))


def _most(rule: str) -> Decimal | None:
    found = _MOST.search(rule)
    return Decimal(found[1]) if found and Decimal(found[1]) > 0 else None


def _grades(rule: str) -> Proposal | None:
    grades = {}
    for found in _GRADE.finditer(rule):
        grades.setdefault(found["label"], Decimal(0) if found["none"] else Decimal(found[2]))
    ordered = tuple(sorted(grades.items(), key=lambda grade: -grade[1]))
    if len(ordered) < 2 or ordered[0][1] <= 0 or {"合格", "不合格"} == set(grades):
        return None
    return Proposal(GRADE, most=ordered[0][1], grades=ordered)


def _each_marks(rule: str) -> list[str]:
    """The counts that stand before a unit: '' or '1' for each one, '3' for three at once."""
    return [
        found[found.lastindex or 1] for pattern in (_EACH_BEFORE, _FOUND_ONE, _ONE) for found in pattern.finditer(rule)
    ]


def _deduction(rule: str) -> Proposal | None:
    """So many points off for each place. More than one figure, or a range, is no single reading."""
    if _TAKEN_RANGE.search(rule):
        return None
    capped = _MOST.sub("", rule)
    figures = {Decimal(found) for found in _PER.findall(capped)} | {Decimal(found) for found in _TAKEN.findall(capped)}
    marks = ["1"] if _PER.search(capped) else _each_marks(capped)
    if len(figures) != 1 or (not marks and not _TO_THE_END.search(rule)):
        return None
    each = figures.pop()
    if each <= 0 or any(mark not in ("", "1") for mark in marks):
        return None
    return Proposal(DEDUCT, each=each, most=_most(rule))


def _whole(rule: str) -> Proposal | None:
    """All or nothing: 'N points if so, none otherwise', 'one found: none', or one loss for one thing that is missing."""
    if re.search(r"[-~至到]\d", rule) or _TAKEN_RANGE.search(rule) or _JUDGED.search(rule):
        return None
    won = {Decimal(found) for found in _WON.findall(rule)} - {Decimal(0)}
    taken = {Decimal(found) for found in _TAKEN.findall(rule)}
    if _ALL_LOST.search(rule) and len(won) <= 1 and not taken:
        return Proposal(PASS_FAIL, most=won.pop() if won else _most(rule))
    if len(taken) == 1 and not won and _BAD.search(rule) and not _each_marks(rule):
        return Proposal(PASS_FAIL, most=taken.pop())
    return None


def _judged(rule: str) -> Proposal | None:
    """Somebody weighs it up: '酌情扣1-3分', '0-10分'."""
    found = _RANGE.search(rule)
    if found and Decimal(found[1]) < Decimal(found[2]):
        only = re.fullmatch(r"(?:得分?|打分?|评分|给|计)?:?" + _RANGE.pattern + r"[。.]?", rule)
        if _JUDGED.search(rule) or only or (_TAKEN_RANGE.search(rule) and not _each_marks(rule)):
            return Proposal(DIRECT, most=Decimal(found[2]))
        return None
    return Proposal(DIRECT, most=_most(rule)) if _JUDGED.search(rule) and not _each_marks(rule) else None


def scale_text(proposal: Proposal) -> str:
    """The grades as a scale is written, '好=1、一般=0.6、差=0'; '' where a share has more than four decimals."""
    shares = [(label, points / proposal.most) for label, points in proposal.grades]
    if any(share != round(share, 4) for _label, share in shares):
        return ""
    return "、".join(f"{label}={share.normalize():f}" for label, share in shares)
