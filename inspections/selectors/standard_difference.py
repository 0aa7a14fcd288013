"""What one version of a standard says otherwise than another: items by their code, old and new values side by side."""

from dataclasses import dataclass, field, fields
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from core.formats import points as brief
from inspections.imports.standard.draft import GradeLine, ItemLine, Settings, StandardDraft, draft_of, sorted_grades
from inspections.models import Aggregation, Method, Standard, VetoScope

ITEM_WORDS = {
    "section": _("Section"),
    "name": _("Item"),
    "method": _("Method"),
    "max_points": _("Maximum"),
    "rule": _("Rule"),
    "each": _("Deducted for each"),
    "scale": _("Grade scale"),
    "veto": _("Veto"),
    "kinds": _("Only at"),
    "problem_kind": _("Kind of problem"),
}
SETTING_WORDS = {
    "aggregation": _("Aggregation"),
    "veto_cap": _("Veto cap"),
    "bonus_cap": _("Bonus cap"),
    "above_100": _("A result may exceed 100"),
    "repeat_factor": _("Repeated fault"),
    "minimum_points": _("Fewest points"),
}
WORDS = {"method": Method, "veto": VetoScope, "aggregation": Aggregation}


@dataclass(frozen=True)
class Change:
    """One value that differs: what it is, and its old and new words ('—' for none)."""

    what: str
    old: str
    new: str


@dataclass(frozen=True)
class ChangedItem:
    item: ItemLine
    changes: list[Change]


@dataclass
class Difference:
    """From `old` to `new`. settings: everything that isn't an item."""

    added: list[ItemLine] = field(default_factory=list)
    removed: list[ItemLine] = field(default_factory=list)
    changed: list[ChangedItem] = field(default_factory=list)
    settings: list[Change] = field(default_factory=list)
    same: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed or self.settings)


def difference_between(old: Standard, new: Standard) -> Difference:
    before, after = draft_of(old), draft_of(new)
    olds, news = {item.code: item for item in before.items}, {item.code: item for item in after.items}
    both = [(olds[code], item) for code, item in news.items() if code in olds]
    changed = [ChangedItem(item, _changes(earlier, item, ITEM_WORDS)) for earlier, item in both if earlier != item]
    return Difference(
        added=[item for code, item in news.items() if code not in olds],
        removed=[item for code, item in olds.items() if code not in news],
        changed=changed,
        settings=[
            *_changes(before.settings or Settings(), after.settings or Settings(), SETTING_WORDS),
            *_named(_scales(before), _scales(after), _("Grade scale")),
            *_named(_weights(before), _weights(after), _("Weight")),
            *_named(_caps(before), _caps(after), _("Section")),
        ],
        same=len(both) - len(changed),
    )


def _changes(old, new, words: dict) -> list[Change]:
    names = [f.name for f in fields(old) if f.name in words and getattr(old, f.name) != getattr(new, f.name)]
    return [Change(words[name], _word(name, getattr(old, name)), _word(name, getattr(new, name))) for name in names]


def _word(name: str, value) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal):
        return brief(value)
    if isinstance(value, tuple):
        value = "、".join(value)
    if value and name in WORDS:
        return WORDS[name](value).label
    return str(value) if value not in (None, "") else "—"


def _scales(draft: StandardDraft) -> dict[str, str]:
    return {name: "、".join(_grade(grade) for grade in sorted_grades(grades)) for name, grades in draft.scales.items()}


def _grade(grade: GradeLine) -> str:
    meaning = f"（{grade.description}）" if grade.description else ""
    return f"{grade.label} {brief(grade.share)}{meaning}"


def _weights(draft: StandardDraft) -> dict[str, str]:
    return {name: brief(weight) for name, weight in (draft.weights or {}).items()}


def _caps(draft: StandardDraft) -> dict[str, str]:
    """How much each section can lose and win at most."""
    return {s.name: f"-{_word('', s.loss_cap)} / +{_word('', s.bonus_cap)}" for s in draft.sections}


def _named(old: dict[str, str], new: dict[str, str], what) -> list[Change]:
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return [Change(f"{what} {name}", old.get(name, "—"), new.get(name, "—")) for name in names]
