"""On what footing an earlier result is compared, in words: the same on pages, in charts' notes and in files."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from dashboards.selectors.comparisons import Row
from dashboards.selectors.outcome import Footing, FootingKind, Outcome
from dashboards.selectors.unit_years import YearCell

KINDS = {
    FootingKind.FORMER: gettext_lazy("formerly {names}"),
    FootingKind.POOLED: gettext_lazy("pooled from {names}"),
    FootingKind.MEAN: gettext_lazy("mean of {names}"),
    FootingKind.BEFORE_SPLIT: gettext_lazy("{names} before the split"),
}


def listed(names: Iterable[str]) -> str:
    return pgettext("between the parts of a list", ", ").join(names)


def footing_words(footing: Footing) -> str:
    """'由马桥村、焦山村合并计算'."""
    before = (str(KINDS[FootingKind.BEFORE_SPLIT]).format(names=name) for name in footing.whole)
    words = str(KINDS[footing.kind]).format(names=listed([*footing.names, *before]))
    if not footing.without:
        return words
    return _("{words} (without {names}: no result)").format(words=words, names=listed(footing.without))


def words_of(footings: Iterable[Footing]) -> str:
    return listed(footing_words(one) for one in footings)


def row_words(row: Row, is_round: bool) -> list[str]:
    """All that is to be known of what a row is compared with. is_round: a round's page sets the round before beside it too."""
    found = []
    if row.outcome.footings:
        found.append(_("in this: {words}").format(words=words_of(row.outcome.footings)))
    if row.last and (words := _other(row.last, row.outcome)):
        found.append(_("last year: {words}").format(words=words))
    if is_round and row.before and (words := _other(row.before, row.outcome)):
        found.append(_("round before: {words}").format(words=words))
    if row.regrouped and row.rank is not None and row.last_rank is not None:
        found.append(_("ranked with another group last year: places are not compared"))
    if words := now_called(row.outcome):
        found.append(words)
    return found


def _other(earlier: Outcome, shown: Outcome) -> str:
    """Whose result the earlier one is, where it is not the shown unit's own under the same name."""
    if earlier.footings:
        return words_of(earlier.footings)
    if earlier.unit and shown.unit and earlier.unit.name != shown.unit.name:
        return _("named {name}").format(name=earlier.unit.name)
    return ""


def now_called(outcome: Outcome) -> str:
    """What the unit of an old result is called today, or what became of it."""
    now = outcome.unit.now if outcome.unit else None
    if now is None:
        return ""
    if now.ends_on:
        return _("no longer exists")
    return _("now named {name}").format(name=now.name) if now.name != outcome.unit.name else ""


def cell_words(cell: YearCell, name: str) -> list[str]:
    """The same for a unit's year beside other years. name: what the row is called."""
    found = [words_of(cell.footings)] if cell.footings else []
    if not cell.footings and cell.name and cell.name != name:
        found.append(_("named {name}").format(name=cell.name))
    if not cell.in_group:
        found.append(_("in another group"))
    return found


def course_words(outcomes: Iterable[Outcome | None]) -> str:
    """What a line by round is made of, where not of the unit's own results alone; '' where it is."""
    footings = dict.fromkeys(one for outcome in outcomes if outcome for one in outcome.footings)
    return words_of(footings)
