"""What an inspector enters for an item, checked and turned into points."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.errors import DomainError
from inspections import scoring
from inspections.models import Item, Method, Score, Sheet, VetoScope

MOST_PLACES = 999
FIELDS = {
    Method.DEDUCT: "count",
    Method.GRADE: "grade_id",
    Method.PASS_FAIL: "passed",
    Method.DIRECT: "points",
    Method.BONUS: "points",
}
"""Which value an item's method asks for."""


@dataclass(frozen=True)
class Entry:
    """One item as entered: exactly one of the values fits the item's method, or it is not applicable.

    count: places found, 0..999 (deduct). grade_id: a grade of the item's scale (grade). passed: pass_fail.
    points: 0..M with two decimals at most (direct, bonus).
    """

    not_applicable: bool = False
    count: int | None = None
    grade_id: int | None = None
    passed: bool | None = None
    points: Decimal | None = None
    remark: str = ""

    def fitting(self, item: Item) -> "Entry":
        """Only what the item's method asks for; the other values are left out, whatever was sent."""
        field = None if self.not_applicable else FIELDS[item.method]
        given = {field: getattr(self, field)} if field else {}
        return Entry(not_applicable=self.not_applicable, remark=self.remark, **given)


def entry_of(score: Score) -> Entry:
    """What stands on a sheet, as it was entered."""
    return Entry(
        not_applicable=score.not_applicable,
        count=score.count,
        grade_id=score.grade_id,
        passed=score.passed,
        points=score.points,
        remark=score.remark,
    )


def otherwise(
    sheet: Sheet, items: Iterable[Item], entries: Mapping[int, Entry], changed: Collection[int] = ()
) -> dict[int, Entry]:
    """What stands on the sheet otherwise than a phone shows it, by item id; empty where both are the same.

    items: those of the sheet. entries: all that the phone shows. changed: ids of items that it changed itself, left out here.
    """
    shown = {item.pk: entries.get(item.pk, Entry()).fitting(item) for item in items if item.pk not in changed}
    stored = {score.item_id: entry_of(score) for score in sheet.scores.all()}
    return {item: stored[item] for item, entry in shown.items() if item in stored and stored[item] != entry}


class ChangedElsewhere(DomainError):
    """The draft was changed on another phone since this one read it: nobody looked through what both say together."""

    def __init__(self, draft: Sheet):
        self.draft = draft
        super().__init__(
            _("This sheet was begun on another phone too. Both have been put together: look it through once more."),
            code="changed",
        )


class EntryErrors(DomainError):
    """What is wrong with a sheet, item by item. errors: {item id: message in the user's words}."""

    def __init__(self, errors: Mapping[int, str]):
        self.errors = dict(errors)
        super().__init__(_("Some items are missing or wrong: they are marked below."), code="entries")


def award_of(item: Item, entry: Entry, repeated: bool = False) -> scoring.Award | None:
    """Points for an entry; None where the item does not apply. Raises DomainError where the entry does not fit the item.

    A bonus that nobody entered is none; every other method wants a value (DomainError with code 'missing').

    `item` needs its standard, and its scale's grades prefetched where it is judged by grade.
    """
    if entry.not_applicable:
        return None
    rule = scoring.Rule(item.method, item.max_points, item.each, item.standard.repeat_factor)
    if item.method == Method.DEDUCT:
        return scoring.award_deduct(rule, _count(entry), repeated)
    if item.method == Method.GRADE:
        return scoring.award_grade(rule, _share(item, entry))
    if item.method == Method.PASS_FAIL:
        return scoring.award_pass_fail(rule, _given(entry.passed))
    if item.method == Method.BONUS:
        return scoring.award_bonus(rule, scoring.ZERO if entry.points is None else _points(item, entry))
    return scoring.award_direct(rule, _points(item, entry))


def _given(value):
    if value is None:
        raise DomainError(_("Not scored yet."), code="missing")
    return value


def _count(entry: Entry) -> int:
    count = _given(entry.count)
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST_PLACES:
        raise DomainError(_("The number of places is a whole number from 0 to %(most)s."), params={"most": MOST_PLACES})
    return count


def _share(item: Item, entry: Entry) -> Decimal:
    wanted = _given(entry.grade_id)
    for grade in item.scale.grades.all():
        if grade.pk == wanted:
            return grade.share
    raise DomainError(_("This grade is not on the item's scale."))


def _points(item: Item, entry: Entry) -> Decimal:
    points = _given(entry.points)
    if not isinstance(points, Decimal) or not points.is_finite() or not 0 <= points <= item.max_points:
        raise DomainError(_("Points lie between 0 and %(most)s."), params={"most": item.max_points.normalize()})
    if points != points.quantize(Decimal("0.01")):
        raise DomainError(_("Points have two decimals at most."))
    return points


VETO_SCOPES = ("", "sheet", "round", "year")
"""From none to the widest."""


def widest_veto(scopes: Iterable[str]) -> str:
    """The widest of these scopes of failed veto items, '' if there is none."""
    return max(scopes, key=VETO_SCOPES.index, default="")


def veto_of(item: Item, entry: Entry, award: scoring.Award | None) -> str:
    """The scope of a veto that this entry failed, '' if none: any place found, 'fail', or a grade that earns nothing.

    A bonus fails nothing: not to win one is the usual case.
    """
    if item.veto == VetoScope.NONE or award is None or item.method == Method.BONUS:
        return VetoScope.NONE
    failed = entry.count > 0 if item.method == Method.DEDUCT else award.awarded == 0
    return item.veto if failed else VetoScope.NONE
