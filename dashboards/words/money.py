"""What the page about money against score says, with its limits."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.files_out.exports import Column
from core.formats import in_sentences, signed, wan
from dashboards.selectors.money import MoneyAgainstScore, MoneyRow, Side
from dashboards.words.footing import footing_words
from dashboards.words.notes import listed_with


def lead(seen: MoneyAgainstScore) -> str:
    """'2026年共支付410.00万元；排水类所在单位相关测评项比去年同期高2.10分，其他单位高0.80分。'"""
    if not seen.paid:
        return ""
    words = _("In {year} {paid} (10,000 yuan) were paid for projects").format(year=seen.year, paid=wan(seen.paid))
    compared = next((row for row in seen.rows if row.difference is not None), None)
    if compared is None:
        return _("{words}.").format(words=words)
    more = _("{words}; where {kind} was paid for, its items changed by {spent} points, elsewhere by {unspent}.")
    return more.format(
        words=words,
        kind=compared.kind.name,
        spent=signed(compared.spent.pair.difference),
        unspent=signed(compared.unspent.pair.difference),
    )


def limits(seen: MoneyAgainstScore) -> str:
    """What this comparison cannot say; stands beside it always."""
    basis = ngettext(
        "Compared are {units} units over the {n} round that both years have.",
        "Compared are {units} units over the {n} rounds that both years have.",
        seen.rounds,
    ).format(units=seen.units, n=seen.rounds)
    if not seen.rounds:
        basis = _("No round is the same in both years: scores cannot be compared.")
    return basis + _(
        " It describes, it does not prove: units are few, money goes where need is greatest, works of one year show in the next, "
        "and other things change at the same time."
    )


def footings(rows: Iterable[MoneyRow]) -> str:
    """'马焦村去年：由马桥村、焦山村合并计算。': of the units whose last year is not their own alone."""
    sides = [side for row in rows for side in (row.spent, row.unspent) if side]
    found = {name: footing for side in sides for name, footing in side.footings.items()}
    said = (
        _("{unit} last year: {words}.").format(unit=name, words=footing_words(footing))
        for name, footing in found.items()
    )
    return in_sentences(said)


def columns() -> list[Column]:
    return [
        (_("Kind of project"), "kind.name"),
        (_("Paid (10,000 yuan)"), lambda row: wan(row.paid)),
        (_("Of it for no single unit (10,000 yuan)"), lambda row: wan(row.elsewhere)),
        (_("Projects"), "projects"),
        (_("Items that it should move"), lambda row: listed_with().join(row.items.values())),
        (_("Units where it was paid"), lambda row: names(row.spent)),
        (_("Change there (points)"), "spent.pair.difference"),
        (_("Change elsewhere (points)"), "unspent.pair.difference"),
        (_("Difference (points)"), "difference"),
        (_("Note"), lambda row: footings([row])),
    ]


def names(side: Side | None) -> str:
    return listed_with().join(side.units) if side else ""
