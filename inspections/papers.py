"""A round's bulletin as an official paper: the same facts as its page, in the sentences offices use."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.files_out.documents import Heading, Paper, Table, Text
from core.formats import cn_date, cn_datetime_full, score, signed
from inspections.models import RoundResult, Standing
from inspections.selectors.bulletin import Bulletin, BulletinGroup, BulletinRow, Loss
from inspections.services.results import VETOED

NUMERALS = "一二三四五六七八九"


def bulletin_paper(bulletin: Bulletin, appeals_until: datetime | None = None) -> Paper:
    """appeals_until: the end of the term for appeals, None where there is none."""
    round = bulletin.round
    paper = Paper(
        title=_("Notice on %(round)s") % {"round": round.name},
        mark=_("Civilization campaign office of %(town)s") % {"town": round.territory.name}
        if round.standard_id
        else "",
        number=_paper_number(bulletin),
        addressee=_("To all villages, communities and units concerned:"),
        signer=_("Civilization campaign office of %(town)s") % {"town": round.territory.name},
        day=cn_date(round.published_at) if round.published_at else "",
        author=round.territory.name,
        made_at=round.published_at,
    )
    paper.add(Text(opening(bulletin)))
    chapters = [_results(bulletin), _losses(bulletin), _lists(bulletin), _adjustments(bulletin), _rewards(bulletin)]
    chapters += [_corrections(bulletin), _set_right(bulletin), _appeals(appeals_until)]
    for number, (title, *parts) in enumerate(chapter for chapter in chapters if chapter):
        paper.add(Heading(_("%(n)s. %(title)s") % {"n": _numeral(number), "title": title}), *parts)
    return paper


def _paper_number(bulletin: Bulletin) -> str:
    """'通报〔2026〕5号'; '' before it is published, and for what somebody else scored and numbered."""
    if not bulletin.number:
        return ""
    year = localdate(bulletin.round.published_at).year
    return _("Notice [%(year)s] No. %(number)s") % {"year": year, "number": bulletin.number}


def opening(bulletin: Bulletin) -> str:
    """When, what, how much was looked at, the score of the whole and its changes."""
    round, total = bulletin.round, bulletin.total
    days = {"first": cn_date(round.starts_on), "last": cn_date(round.ends_on), "round": round.name}
    if round.starts_on == round.ends_on:
        sentences = [_("%(round)s took place on %(first)s.") % days]
    else:
        sentences = [_("%(round)s took place from %(first)s to %(last)s.") % days]
    if total and total.result.points:
        sizes = {"points": total.result.points, "observations": total.result.observations}
        sentences.append(_("%(points)s points were visited and %(observations)s observations recorded.") % sizes)
    if total and total.result.score is not None:
        sentences.append(_("The score of the whole is %(score)s points.") % {"score": score(total.result.score)})
        sentences += _changes(total)
    sentences.append(_("The results are made known as follows."))
    return _join(sentences)


def _changes(row: BulletinRow) -> Iterable[str]:
    if row.score_change is not None:
        yield _("Against the last round: %(change)s.") % {"change": _moved(row.score_change)}
    if row.year_change is not None:
        yield _("Against the same round of last year: %(change)s.") % {"change": _moved(row.year_change)}


def _moved(change: Decimal) -> str:
    if not change:
        return _("unchanged")
    words = _("%(points)s points higher") if change > 0 else _("%(points)s points lower")
    return words % {"points": score(abs(change))}


def _join(sentences: Iterable[str]) -> str:
    return ("" if in_chinese() else " ").join(sentences)


def in_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _numeral(number: int) -> str:
    """一, 二, 三 … 十, 十一 … 九十九 for 0 and up, beyond that and in English in figures: a city has many groups of villages."""
    tens, ones = divmod(number + 1, 10)
    if not in_chinese() or tens > 9:
        return str(number + 1)
    ten = ("" if tens == 1 else NUMERALS[tens - 1]) + "十" if tens else ""
    return ten + (NUMERALS[ones - 1] if ones else "")


def _results(bulletin: Bulletin) -> list:
    parts: list = []
    for number, group in enumerate(bulletin.groups):
        parts.append(Heading(_("(%(n)s) %(title)s") % {"n": _numeral(number), "title": _group_title(group)}, level=2))
        parts.append(_group_table(group))
    if bulletin.grown:
        words = _("Other units were merged into %(units)s in between: no change is given there.")
        parts.append(Text(words % {"units": _(", ").join(bulletin.grown)}))
    return [_("Scores with ranks"), *parts] if parts else []


def _group_title(group: BulletinGroup) -> str:
    return _("Responsible units: %(kind)s") % {"kind": group.title} if group.is_department else group.title


def _group_table(group: BulletinGroup) -> Table:
    head = [
        _("Rank"), _("Unit"), _("Score"), _("Rank last round"), _("Against the last round"), _("Against last year"),
    ]  # fmt: skip
    rows = [
        [
            rank_in_words(row),
            _unit_in_words(row.result),
            score(row.result.score),
            str(row.previous.rank or "—"),
            signed(row.score_change),
            signed(row.year_change),
        ]
        for row in group.rows
    ]
    return Table(head, rows, widths=(1.9, 2.4, 1.4, 1.5, 1.5, 1.9))


def _unit_in_words(result: RoundResult) -> str:
    """A good score at the end of the table is explained by its veto."""
    name = result.unit.name if result.unit else _("none given")
    words = {"unit": name, "standing": result.get_standing_display()}
    return _("%(unit)s (%(standing)s)") % words if result.standing in VETOED else name


def rank_in_words(row: BulletinRow) -> str:
    result = row.result
    if result.rank is None:
        return "—" if result.standing == Standing.RANKED else str(result.get_standing_display())
    return f"{result.rank} {_('tied')}" if result.tied else str(result.rank)


def _losses(bulletin: Bulletin) -> list:
    parts: list = []
    if bulletin.sections:
        head = [_("Section"), _("Observations"), _("Points lost"), _("Share won")]
        parts.append(
            Table(head, [_section_row(one) for one in bulletin.sections], widths=(4, 1.6, 1.6, 1.6), left=(0,))
        )
    if bulletin.items:
        items = [
            _("%(item)s (%(section)s), %(lost)s points") % {"item": o.name, "section": o.section, "lost": score(o.lost)}
            for o in bulletin.items
        ]
        parts.append(Text(_("Most points were lost on: %(items)s.") % {"items": _("; ").join(items)}))
    for group in bulletin.groups:
        if not group.is_department:
            parts += [Text(_unit_losses(row)) for row in group.rows if row.lost_items and row.result.unit]
    return [_("Where points were lost"), *parts] if parts else []


def _section_row(loss: Loss) -> list[str]:
    return [loss.name, str(loss.observations), score(loss.lost), f"{score(loss.rate)}%"]


def _unit_losses(row: BulletinRow) -> str:
    items = [_("%(item)s, %(lost)s points") % {"item": one.name, "lost": score(one.lost)} for one in row.lost_items]
    return _("%(unit)s lost most on %(items)s.") % {"unit": row.result.unit.name, "items": _("; ").join(items)}


def _lists(bulletin: Bulletin) -> list:
    parts = []
    if bulletin.red:
        parts.append(Text(_("Red list: %(units)s.") % {"units": _names(bulletin.red)}))
    if bulletin.black:
        parts.append(Text(_("Black list: %(units)s.") % {"units": _names(bulletin.black)}))
    return [_("Red and black list"), *parts] if parts else []


def _names(rows: Iterable[BulletinRow]) -> str:
    named = [_name(row.result) for row in rows if row.result.unit]
    return _(", ").join(named)


def _name(result: RoundResult) -> str:
    about = {"unit": result.unit.name, "score": score(result.score), "standing": result.get_standing_display()}
    if result.standing in VETOED:
        return _("%(unit)s (%(score)s points, %(standing)s)") % about
    words = _("%(unit)s (%(score)s points, not certain)") if result.is_doubtful else _("%(unit)s (%(score)s points)")
    return words % about


def _adjustments(bulletin: Bulletin) -> list:
    if not bulletin.adjustments:
        return []
    head = [_("Unit"), _("Points added or taken"), _("Reason"), _("Basis")]
    rows = [[one.unit.name, signed(one.points), one.reason, one.paper] for one in bulletin.adjustments]
    return [_("Rewards and penalties"), Table(head, rows, widths=(2, 1.2, 4, 4), left=(2, 3))]


def _rewards(bulletin: Bulletin) -> list:
    """What was confirmed by the rule; the rule's paper is named once."""
    if not bulletin.rewards:
        return []
    head = [_("Cleaning team"), _("Score"), _("Reward or penalty")]
    rows = [[reward.team.name, score(reward.score), reward.said] for reward in bulletin.rewards]
    basis = _("By %(basis)s.") % {"basis": bulletin.rewards[0].rule.basis}
    return [_("Rewards and penalties of cleaning teams"), Text(basis), Table(head, rows, widths=(3, 1.6, 3))]


def _corrections(bulletin: Bulletin) -> list:
    if not bulletin.corrections:
        return []
    head = [_("Point"), _("Item"), _("Before"), _("Corrected to"), _("Reason")]
    rows = []
    for one in bulletin.corrections:
        amendment = one.amendment
        values = [score(amendment.old_awarded), score(amendment.new_awarded)]
        rows.append([amendment.score.sheet.point.name, amendment.score.item.name, *values, amendment.reason])
    count = ngettext(
        "%(n)s score was corrected; scores and ranks above are the corrected ones.",
        "%(n)s scores were corrected; scores and ranks above are the corrected ones.",
        len(rows),
    ) % {"n": len(rows)}
    return [_("Corrections"), Text(count), Table(head, rows, widths=(2.4, 2.6, 1.3, 1.3, 3.4), left=(0, 1, 4))]


def _set_right(bulletin: Bulletin) -> list:
    """Results of somebody else's bulletin that were taken over wrongly."""
    rows = [[unit, *values, entry.reason] for entry in bulletin.set_right for unit, values in entry.changes.items()]
    if not rows:
        return []
    head = [_("Unit"), _("Before"), _("Corrected to"), _("Reason")]
    return [_("Results set right"), Table(head, rows, widths=(2.4, 2.6, 2.6, 3.4), left=(0, 3))]


def _appeals(until: datetime | None) -> list:
    if until is None:
        return []
    words = _("Units that object to the score of an item may file an appeal in the system until %(until)s.")
    return [_("Appeals"), Text(words % {"until": cn_datetime_full(until)})]
