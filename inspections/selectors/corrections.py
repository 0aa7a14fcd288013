"""Amendments and appeals as pages show them: both values readable, and who may do what next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from core.models import TrailEntry, User
from core.trail_text import trail_of
from core.workdays.calendar import WorkCalendar
from inspections.imports.bulletin.store import SET_RIGHT
from inspections.models import Amendment, Appeal, AppealState, Basis, Grade, Round, Score, Sheet
from inspections.selectors.sheet_record import entered
from inspections.services.amendments import VALUES, entry_from, may_decide, may_propose
from inspections.services.appeals import appeal_deadline, may_appeal, may_decide_appeal, settled_by

BASES = {Basis.TERRITORY: 0, Basis.DEPARTMENT: 1, Basis.TOTAL: 2}


@dataclass(frozen=True)
class Effect:
    """What an amendment changed in one result."""

    unit: str
    is_total: bool
    is_department: bool
    old_score: Decimal | None
    new_score: Decimal | None
    old_rank: int | None
    new_rank: int | None


@dataclass(frozen=True)
class Correction:
    """An amendment with both entries in words. grades: those that the entries name, by id."""

    amendment: Amendment
    effects: list[Effect]
    grades: Mapping[int, Grade] = field(default_factory=dict)

    @property
    def old_entered(self) -> str:
        return self._words(self.amendment.old_entry)

    @property
    def new_entered(self) -> str:
        return self._words(self.amendment.new_entry)

    def _words(self, kept: dict) -> str:
        if not kept:
            return ""
        entry = entry_from(kept)
        score = Score(item=self.amendment.score.item, **{name: getattr(entry, name) for name in VALUES})
        if grade := self.grades.get(score.grade_id):
            score.grade = grade
        return entered(score)


def corrections(amendments: Iterable[Amendment]) -> list[Correction]:
    """In the order given; one query for the grades of all of them."""
    amendments = list(amendments)
    named = {kept.get("grade_id") for one in amendments for kept in (one.old_entry, one.new_entry)} - {None}
    grades = Grade.objects.in_bulk(named) if named else {}
    return [Correction(one, _effects(one), grades) for one in amendments]


def correction(amendment: Amendment) -> Correction:
    return corrections([amendment])[0]


def _effects(amendment: Amendment) -> list[Effect]:
    effects = sorted(amendment.effects, key=lambda one: (BASES.get(one["basis"], 9), one["rank"][1] or 9999))
    return [_effect(one) for one in effects]


def _effect(one: dict) -> Effect:
    scores = [None if value is None else Decimal(value) for value in one["score"]]
    return Effect(one["unit"], one["basis"] == Basis.TOTAL, one["basis"] == Basis.DEPARTMENT, *scores, *one["rank"])


def corrections_of_round(round: Round, user: User) -> list[Correction]:
    """The round's amendments that this user may see, the newest first."""
    return corrections(Amendment.objects.visible_to(user).of_round(round).with_details())


def set_right_in(round: Round) -> list[TrailEntry]:
    """What later files set right in a published bulletin, newest first. As public as the results."""
    return list(TrailEntry.objects.about(round).filter(verb=SET_RIGHT))


def add_corrections(page: dict, user: User, now: datetime, calendar: WorkCalendar) -> dict:
    """Puts amendments and appeals beside the items of a sheet's page, and says what this user may do there.

    page: what sheet_record gives; it comes back with may_amend, may_appeal and appeal_deadline (None before publication).
    """
    sheet = page["sheet"]
    lines = {line.score.pk: line for section in page["sections"] for line in section.lines}
    amendments = Amendment.objects.visible_to(user).filter(score__sheet=sheet).with_details()
    for one in corrections(amendments.order_by("proposed_at", "pk")):
        lines[one.amendment.score_id].corrections.append(one)
    for appeal in Appeal.objects.visible_to(user).of_sheet(sheet).with_details():
        lines[appeal.score_id].appeals.append(appeal)
    return page | {
        "may_amend": may_propose(user, sheet),
        "may_appeal": may_appeal(user, sheet, now, calendar),
        "appeal_deadline": appeal_deadline(sheet.round, calendar),
    }


def amendment_page(amendment: Amendment, user: User) -> dict:
    return {
        "amendment": amendment,
        "correction": correction(amendment),
        "may_decide": may_decide(user, amendment),
        "is_own": amendment.is_open and amendment.proposed_by_id == user.pk,
        "hide_sheet": not Sheet.objects.visible_to(user).filter(pk=amendment.score.sheet_id).exists(),
        "trail": trail_of(amendment),
    }


def _correcting(appeal: Appeal) -> Amendment | None:
    """What came of the appeal, or what corrected the item while it waited."""
    if appeal.state == AppealState.DISMISSED:
        return None
    return getattr(appeal, "amendment", None) or settled_by(appeal)


def appeal_page(appeal: Appeal, user: User) -> dict:
    amendment = _correcting(appeal)
    return {
        "appeal": appeal,
        "score": appeal.score,
        "entered": entered(appeal.score),
        "correction": correction(amendment) if amendment else None,
        "is_settled": amendment is not None and amendment.appeal_id != appeal.pk,
        "may_decide": may_decide_appeal(user, appeal),
        "is_scorer": appeal.score.sheet.inspector_id == user.pk,
        "trail": trail_of(appeal),
    }
