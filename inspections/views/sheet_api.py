"""Where a phone sends its sheets: drafts, photos, the finished sheet. JSON in, JSON out; every address takes the key of the sheet.

{ok: true, …}, or {errors: [{item, message}]} with 400 (wrong), 401 (session gone), 403 (not this person's), 404 (not there),
409 (not now: round closed, sheet handed in, revisit too early). Whatever is sent twice counts once.
"""

from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.errors import DomainError, NotAllowed
from facilities.models import Point
from inspections.forms.entries import PhotoForm, VisitForm, read_changed, read_entries, read_json
from inspections.models import Round, Sheet, SheetState
from inspections.selectors.sheet_page import draft_json, entry_json
from inspections.services.entries import ChangedElsewhere, EntryErrors, otherwise
from inspections.services.sheet_photos import add_photo, remove_photo
from inspections.services.sheets import items_for, save_draft, submit_sheet

HANDED_IN = {
    SheetState.SUBMITTED: gettext_lazy("The sheet has been handed in."),
    SheetState.LATE: gettext_lazy(
        "The round was closed meanwhile. The sheet has arrived late: it counts when the campaign office accepts it."
    ),
}
NOT_NOW = ("round_closed", "round_published", "submitted", "void", "too_early")


class DoneElsewhere(Exception):
    """The same visit was handed in meanwhile from another phone. What this phone has stays there: it may be a further visit."""

    message = gettext_lazy(
        "This visit was handed in from another phone already. What you entered here is kept on this phone and not counted."
    )

    def __init__(self, done: Sheet):
        super().__init__(done)
        self.done = done


class DoneOtherwise(DoneElsewhere):
    """This very sheet was handed in meanwhile, by another phone that went on with it, and does not say what this phone shows."""

    message = gettext_lazy(
        "This sheet has been handed in already, with other entries than stand here. Yours are kept on this phone and not counted."
    )


class SomebodyElse(Exception):
    """A page of one person, sent while another is signed in on the phone."""


def refusal(status: int, message: str, **more) -> JsonResponse:
    return JsonResponse({"errors": [{"item": None, "message": message}], **more}, status=status)


def sheet_api(*methods: str):
    """For inspectors; whatever goes wrong is answered in JSON, a session that has ended too."""

    def decorate(view):
        @login_not_required
        @never_cache
        @require_http_methods(methods)
        @wraps(view)
        def answer(request, key: UUID, **rest):
            if not request.user.is_authenticated:
                return refusal(401, _("Your sign-in has expired. All you entered is kept on this phone."))
            if not request.user.access.has("inspector"):
                return refusal(403, _("Only inspectors fill in sheets."))
            try:
                return view(request, key, **rest)
            except SomebodyElse:
                said = _(
                    "Somebody else is signed in on this phone now. What you entered is kept: sign in again yourself."
                )
                return refusal(401, said)
            except ChangedElsewhere as error:
                return refusal(409, error.messages[0], draft=draft_json(error.draft, timezone.now()))
            except DoneElsewhere as error:
                return refusal(409, error.message, other_url=error.done.get_absolute_url())
            except EntryErrors as error:
                errors = [{"item": item, "message": message} for item, message in error.errors.items()]
                return JsonResponse({"errors": errors}, status=400)
            except NotAllowed as error:
                return refusal(403, error.messages[0])
            except DomainError as error:
                return refusal(409 if error.code in NOT_NOW else 400, error.messages[0])
            except Http404:
                return refusal(
                    404, _("This visit is not yours any more, or not there. What you entered stays on your phone.")
                )

        return answer

    return decorate


@sheet_api("PUT", "POST")
def draft(request, key: UUID):
    """Keeps what is typed so far. newer: what another phone changed since, by item."""
    visit = _visit(request, key)
    sheet = save_draft(**visit)
    if sheet.state != SheetState.DRAFT:
        _check_same(sheet, visit)
        return refusal(409, _("This sheet has been handed in already."), sheet_url=sheet.get_absolute_url())
    newer = {str(item): entry_json(entry) for item, entry in sheet.newer.items()}
    return JsonResponse({"ok": True, "key": str(key), "saved_at": timezone.now().isoformat(), "newer": newer})


@sheet_api("POST")
def submit(request, key: UUID):
    """Takes the finished sheet: scores, results and findings."""
    visit = _visit(request, key)
    sheet = submit_sheet(**visit)
    if sheet.submitted_at != visit["now"]:
        _check_same(sheet, visit)
    elif "outbox" not in request.GET:  # else nobody looks
        messages.success(request, HANDED_IN[sheet.state])
    score = None if sheet.score is None else str(sheet.score)
    is_late = sheet.state == SheetState.LATE
    told = {"score": score, "late": is_late, "at": sheet.submitted_at.isoformat()}
    return JsonResponse({"ok": True, "sheet_url": sheet.get_absolute_url(), **told})


@sheet_api("POST")
def photos(request, key: UUID):
    """Takes one photo on one item of a draft."""
    sheet = _own_sheet(request, key)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        raise DomainError(" ".join(message for messages in form.errors.values() for message in messages))
    values = form.cleaned_data
    photo = add_photo(
        sheet=sheet,
        item_id=values["item"],
        upload=values["file"],
        key=values["key"],
        taken_at=values["taken_at"],
        by=request.user,
        now=timezone.now(),
    )
    small = reverse("photo_small", args=[photo.key])
    return JsonResponse({"ok": True, "key": str(photo.key), "url": reverse("photo", args=[photo.key]), "small": small})


@sheet_api("DELETE")
def photo(request, key: UUID, photo_key: UUID):
    """Takes one photo off a draft."""
    remove_photo(sheet=_own_sheet(request, key), key=photo_key)
    return JsonResponse({"ok": True})


def _own_sheet(request, key: UUID) -> Sheet:
    return get_object_or_404(Sheet.objects.visible_to(request.user).of_inspector(request.user), key=key)


def _content(request) -> dict:
    """The request's JSON, read once."""
    if not hasattr(request, "sheet_content"):
        request.sheet_content = read_json(request.body)
    return request.sheet_content


def _form(request) -> dict:
    form = VisitForm(_content(request))
    if not form.is_valid():
        raise DomainError(
            _("What was sent cannot be read. Load the page anew; what you entered is kept on your phone.")
        )
    return form.cleaned_data


def _visit(request, key: UUID) -> dict:
    """What both services want to know, with the round and the point looked up in the user's scope."""
    values, user = _form(request), request.user
    if values["user"] not in (None, user.pk):
        raise SomebodyElse
    round = get_object_or_404(Round.objects.visible_to(user).select_related("standard"), pk=values["round"])
    point = get_object_or_404(Point.objects.visible_to(user).select_related("unit", "town"), pk=values["point"])
    _check_elsewhere(Sheet.objects.of_visit(round, point, user), key, values["done"])
    return {
        "key": key,
        "round": round,
        "point": point,
        "inspector": user,
        "entries": read_entries(_content(request).get("entries") or {}),
        "now": timezone.now(),
        "visited_at": values["visited_at"],
        "changed": read_changed(_content(request).get("changed")),
    }


def _check_same(sheet: Sheet, visit: dict) -> None:
    """A sheet that is handed in says what the phone shows: then the phone may forget it. Raises DoneOtherwise."""
    if otherwise(sheet, items_for(visit["round"], visit["point"]), visit["entries"]):
        raise DoneOtherwise(sheet)


def _check_elsewhere(sheets, key: UUID, known: int | None) -> None:
    """One visit is one sheet. sheets: of the same visit; known: how many of them this phone knew to be handed in."""
    if sheets.filter(key=key).exists():
        return
    others = sheets.exclude(
        key=key
    )  # the same sheet may be arriving at this very moment: a phone that got no answer sends again
    if begun := others.drafts().first():
        raise ChangedElsewhere(begun)
    done = others.handed_in()
    if known is not None and done.count() > known:
        raise DoneElsewhere(done.first())
