"""A sheet as the phone shows it: sections with their items, and what the server knows of the draft."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import points as brief
from core.models import Photo, User
from facilities.models import Point
from inspections.models import Grade, Item, Method, Round, Score, Section, Sheet, SheetState
from inspections.models.sheets import HANDED_IN
from inspections.services.entries import Entry
from inspections.services.samples import samples_of
from inspections.services.sheets import items_for, repeated_codes

NO_KEY = uuid.UUID(int=0)
"""Stands in an address where the phone puts its own."""


@dataclass(frozen=True)
class Choice:
    """A grade and the points that it earns on this item."""

    grade: Grade
    points: Decimal

    @property
    def words(self) -> str:
        return _("%(points)s points") % {"points": brief(self.points)}


def names_of_controls() -> dict[str, str]:
    """What a screen reader calls the controls of an item, '%(item)s' standing for it: looked up once, not for each item."""
    return {
        "count": _("Places, %(item)s"),
        "points": _("Points, %(item)s"),
        "photo": _("Photo, %(item)s"),
        "not_applicable": _("Not applicable, %(item)s"),
        "remark": _("Remark, %(item)s"),
    }


@dataclass
class SheetLine:
    """An item to be judged. each: deducted for a place, a repeated fault's multiple in it (None unless 'deduct').

    names: of its controls, see names_of_controls. samples, grade_samples: sample pictures of the item, and of its scale's grades
    by their id.
    """

    item: Item
    names: Mapping[str, str]
    is_repeated: bool
    photos: list[Photo]
    samples: list[Photo] = field(default_factory=list)
    grade_samples: dict[int, list[Photo]] = field(default_factory=dict)

    @property
    def each(self) -> Decimal | None:
        if self.item.each is None or not self.is_repeated:
            return self.item.each
        return self.item.each * self.item.standard.repeat_factor

    @cached_property
    def said(self) -> dict[str, str]:
        """The names of its own controls."""
        return {control: name % {"item": self.item.name} for control, name in self.names.items()}

    @property
    def choices(self) -> list[Choice]:
        return [Choice(grade, self.item.max_points * grade.share) for grade in self.grades]

    @cached_property
    def grades(self) -> list[Grade]:
        """The grades to choose from; none where the item is judged otherwise."""
        return list(self.item.scale.grades.all()) if self.item.method == Method.GRADE else []

    @cached_property
    def all_samples(self) -> list[tuple[str, Photo]]:
        """(of which grade, '' for the item itself; the picture)."""
        of_grades = [(grade.label, photo) for grade in self.grades for photo in self.grade_samples.get(grade.pk, [])]
        return [*(("", photo) for photo in self.samples), *of_grades]

    @property
    def has_help(self) -> bool:
        return bool(self.all_samples) or any(grade.description for grade in self.grades)

    @property
    def rule(self) -> str:
        """The item's own rule; where it has none, its method in words."""
        return self.item.rule or RULES[self.item.method](self.item)


RULES = {
    Method.DEDUCT: lambda item: _("%(each)s points off for each place, down to 0") % {"each": brief(item.each)},
    Method.GRADE: lambda item: _("By grade"),
    Method.PASS_FAIL: lambda item: _("All or nothing"),
    Method.DIRECT: lambda item: _("0 to %(most)s points") % {"most": brief(item.max_points)},
    Method.BONUS: lambda item: _("Bonus, up to %(most)s points") % {"most": brief(item.max_points)},
}


@dataclass
class SheetSection:
    section: Section
    lines: list[SheetLine] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return self.section.pk

    @property
    def name(self) -> str:
        return self.section.name

    @property
    def loss_cap(self) -> Decimal | None:
        return self.section.loss_cap

    @property
    def bonus_cap(self) -> Decimal | None:
        return self.section.bonus_cap

    @property
    def maximum(self) -> Decimal:
        """What can be won without bonuses."""
        return sum((line.item.max_points for line in self.lines if line.item.method != Method.BONUS), Decimal(0))


def sheet_sections(round: Round, point: Point, draft: Sheet | None) -> list[SheetSection]:
    """The items that are judged at this point, section by section in order, with the photos of the draft."""
    items = items_for(round, point)
    repeated = repeated_codes(round, point, items)
    photos = photos_by_item(draft) if draft else {}
    samples = samples_of(Item, [item.pk for item in items])
    scales = {item.scale_id: item.scale for item in items if item.scale_id}
    of_grades = samples_of(Grade, [grade.pk for scale in scales.values() for grade in scale.grades.all()])
    sections, names = {}, names_of_controls()
    for item in items:
        section = sections.setdefault(item.section_id, SheetSection(item.section))
        pictures = photos.get(item.pk, []), samples.get(item.pk, []), of_grades
        section.lines.append(SheetLine(item, names, item.code in repeated, *pictures))
    return list(sections.values())


def photos_by_item(sheet: Sheet) -> dict[int, list[Photo]]:
    """The photos on a sheet's scores, by item id."""
    item_of = dict(sheet.scores.values_list("pk", "item"))
    photos: dict[int, list[Photo]] = {}
    for photo in Photo.objects.of_many(Score, item_of):
        photos.setdefault(item_of[photo.subject_id], []).append(photo)
    return photos


def own_sheets(round: Round, point: Point, inspector: User) -> tuple[Sheet | None, list[Sheet]]:
    """The inspector's draft of this visit, if there is one, and what was handed in, the newest first; one query."""
    sheets = list(Sheet.objects.of_visit(round, point, inspector))
    draft = next((sheet for sheet in sheets if sheet.state == SheetState.DRAFT), None)
    return draft, [sheet for sheet in sheets if sheet.state in HANDED_IN]


def place_of(inspector: User, round_pk: int, point_pk: int) -> str:
    """The name under which a phone keeps what belongs to a visit (static/js/sheet-store.js)."""
    return f"{inspector.pk}:{round_pk}:{point_pk}"


def known_to_server(round: Round, point: Point, inspector: User, draft: Sheet | None, done: int, now: datetime) -> dict:
    """What the scripts need, as JSON: whose sheet of which point this is, and the draft (empty key and time if there is none).

    done: how many sheets of this visit are handed in. server_at is the moment at which this was read: the phone's own copy can be older or newer.
    """
    # also when a sheet of an earlier visit is there: what is only on this phone must stay within reach
    url = reverse("inspections:fill", args=[round.pk, point.pk]) + "?again=1"
    return {
        "place": {
            "id": place_of(inspector, round.pk, point.pk),
            "user": str(inspector.pk),
            "round": round.pk,
            "point": point.pk,
            "title": f"{point.name} · {round.name}",
            "done": done,
            "url": url,
            "login": f"{reverse('login')}?{urlencode({'next': url})}",
            "api": reverse("inspections:sheet_draft", args=[NO_KEY]).removesuffix(f"{NO_KEY}/draft/"),
        },
        "draft": draft_json(draft, now) if draft else {"key": "", "server_at": "", "entries": {}},
    }


def draft_json(draft: Sheet, now: datetime) -> dict:
    """A draft as the server has it at this moment."""
    entries = {str(score.item_id): entry_json(score) for score in draft.scores.all()}
    return {"key": str(draft.key), "server_at": now.isoformat(), "entries": entries}


def entry_json(score: Score | Entry) -> dict | None:
    """What was entered as an entry of the phone; None for an item that nobody touched yet."""
    values = {
        "count": score.count,
        "grade": str(score.grade_id) if score.grade_id else None,
        "passed": score.passed,
        "points": None if score.points is None else brief(score.points),
    }
    touched = score.not_applicable or score.remark or any(value is not None for value in values.values())
    return {"not_applicable": score.not_applicable, "remark": score.remark, **values} if touched else None


def usual_reasons() -> list[str]:
    """Why an item does not apply, in words that can be chosen; others can be typed."""
    return [_("There is no such thing here"), _("Closed today"), _("Under construction"), _("Could not be entered")]


def words() -> dict[str, str]:
    """What the scripts of the sheet say; names in braces are filled in by them."""
    return {
        "done": _("{done} scored, {left} to go"),
        "lost": _(", {lost} points lost"),
        "clean_rest": _("The rest of this section is all well ({left})"),
        "cleaned": _("{count} items set to all well."),
        "photos": _("{count} photos"),
        "wrong_count": _("A whole number of places, from 0 to {most}."),
        "wrong_points": _("From 0 to {max} points, two decimals at most."),
        "why_not": _("Why does it not apply?"),
        "photo_refused": _("The server cannot take this photo. Take another one."),
        "photo_stays": _("The photo could not be taken off. Try again when the network is back."),
        "saved": _("Saved"),
        "sending": _("Saving…"),
        "no_network": _("No network. All you entered is kept on this phone; it is sent when the network is back."),
        "signed_out": _("Your sign-in has expired. All you entered is kept on this phone."),
        "sign_in": _("Sign in again"),
        "server_down": _(
            "The server does not take it just now. All you entered is kept on this phone; it tries again by itself."
        ),
        "reload": _("The page is too old to be accepted. All you entered is kept on this phone."),
        "reload_now": _("Load it anew"),
        "to_sheet": _("See the sheet"),
        "other_window": _("This sheet was opened in another window of this phone: go on there."),
        "go_on_here": _("Go on here"),
        "other_phone": _("Another phone went on with this sheet: {count} items stand here now as there."),
        "outbox_worker": reverse("inspections:outbox_worker"),
        "mine": reverse("inspections:mine"),
        "to_mine": _("To my points"),
        "outbox": _(
            "In the outbox: the sheet is handed in by itself, once, as soon as there is network. You can go on."
        ),
        "outbox_signed_out": _(
            "In the outbox. Your sign-in has expired: sign in again, then the sheet is handed in by itself."
        ),
        "storage_full": _(
            "The phone's storage is full: what you enter now is not kept on it. Leave this page open until it says 'saved', and make room."
        ),
        "not_kept": _(
            "This browser keeps nothing, and the server does not answer: leave this page open until it says 'saved'."
        ),
    }
