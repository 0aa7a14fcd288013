"""A supervision order as an official paper: the same facts as its page, in the sentences offices use."""

from django.utils.translation import gettext as _

from core.files_out.documents import Heading, Paper, Picture, Table, Text
from core.formats import cn_date, cn_datetime_full
from core.models import Photo
from rectification.models import OrderState, SupervisionOrder
from rectification.selectors.order_page import OrderFacts, limit_words, order_facts, problem_photos

PHOTO_WIDTH, SIGNATURE_WIDTH = 80, 45
"""Millimetres."""


def order_paper(order: SupervisionOrder) -> Paper:
    """The paper as it stands: a draft says so, and has neither opinion nor signature."""
    facts, town, signed = order_facts(order), order.task.town, order.state == OrderState.SIGNED
    paper = Paper(
        title=_("Supervision order"),
        mark=_("Civilization campaign office of %(town)s") % {"town": town.name},
        number=facts.number if signed else _("%(number)s (draft)") % {"number": facts.number},
        addressee=_("To %(unit)s:") % {"unit": order.unit},
        signer=_("Civilization campaign office of %(town)s") % {"town": town.name},
        day=cn_date(order.signed_at or order.drafted_at),
        author=town.name,
        made_at=order.signed_at or order.drafted_at,
    )
    paper.add(Heading(_("1. The problem")), _problem(order, facts), *_photos(order))
    paper.add(Heading(_("2. What happened so far")), Text(_course(order, facts)))
    paper.add(Heading(_("3. What is demanded")), *(Text(line) for line in order.demand.splitlines() if line.strip()))
    paper.add(Text(_("Answer in writing by %(day)s.") % {"day": cn_date(order.answer_by)}))
    if signed:
        paper.add(Heading(_("4. The leader's opinion")), *_opinion(order))
    return paper


def _problem(order: SupervisionOrder, facts: OrderFacts) -> Table:
    task, finding = order.task, order.task.finding
    rows = [
        [_("Task"), task.number],
        [_("Problem"), finding.description],
        [_("Place"), finding.where or "—"],
        [_("Kind and severity"), " · ".join(filter(None, [str(finding.kind or ""), task.get_severity_display()]))],
        [_("Time allowed"), limit_words(task)],
        [_("Cause of this order"), facts.cause],
    ]
    return Table([_("Subject"), _("Facts")], rows, widths=(1, 3), left=(1,))


def _photos(order: SupervisionOrder) -> list[Picture]:
    return [Picture(_content(photo), PHOTO_WIDTH) for photo in problem_photos(order.task)[:1]]


def _content(photo: Photo) -> bytes:
    with photo.file.open() as file:
        return file.read()


def _course(order: SupervisionOrder, facts: OrderFacts) -> str:
    if not facts.missed:
        return _("No deadline was missed so far.")
    moments = _(", ").join(cn_datetime_full(one.deadline) for one in facts.missed)
    said = _("Deadlines that were missed: %(moments)s.") % {"moments": moments}
    if order.task.reworks:
        said += _(" The recheck failed %(n)s times.") % {"n": order.task.reworks}
    return said


def _opinion(order: SupervisionOrder) -> list[Text | Picture]:
    parts: list[Text | Picture] = [Text(order.opinion)] if order.opinion else []
    signed = _("Signed: ")
    if not order.signature:
        return [*parts, Text(f"{signed}{order.signed_by}")]
    with order.signature.open() as file:
        return [*parts, Picture(file.read(), SIGNATURE_WIDTH, before=signed)]
