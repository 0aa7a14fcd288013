"""Somebody leaves: asked with all that would go over, noted, carried out, withdrawn; and what came of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import require
from core.choosing import sought
from core.models import Leaving, User
from core.people.checks import READERS
from core.people.forms import LeavingForm
from core.people.leaving import carry_out, note_leaving, preview, why_not, withdraw_leaving
from core.views.people import person_at, tried
from core.views.records import act


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, pk: int):
    """What is chosen stands in the address: the page shows what would happen and asks. Sent, it is noted."""
    person, now = person_at(request, pk), timezone.now()
    if reason := why_not(person, request.user):
        raise PermissionDenied(reason)
    today, keeps = timezone.localdate(now), request.user.access.has("admin")
    given = request.POST if request.method == "POST" else request.GET
    form = LeavingForm(
        given if "last_day" in given else None, people=successors(request.user, person), may_give_posts=keeps,
        initial={"last_day": today},
    )  # fmt: skip
    if answer := sought(request, form):
        return answer
    context = {"form": form, "person": person}
    if form.is_valid():
        chosen = {"posts_go_over": False} | form.cleaned_data
        if request.method == "POST" and (noted := _noted(request, form, person, chosen, now)):
            return redirect("leaving", noted.pk)
        context["preview"] = preview(person=person, **chosen, today=today)
        context["is_past"] = chosen["last_day"] < today
        context["chosen"] = chosen
    return render(request, "core/people/leave.html", context)


def _noted(request, form, person: User, chosen: dict, now) -> Leaving | None:
    noted = tried(form, note_leaving, person=person, **chosen, by=request.user, now=now)
    if noted:
        messages.success(
            request, _("Noted.") if noted.is_noted else _("Done: the work has gone over, the account has ended.")
        )
    return noted


def successors(user: User, person: User):
    """Who may take over: everybody in use, those of the same units among them."""
    people = User.objects.visible_to(user).filter(is_active=True).exclude(pk=person.pk)
    return people.order_by("display_name", "pk").with_posts()


@require_safe
def leaving(request, pk: int):
    shown = leaving_at(request, pk)
    may_change = shown.is_noted and why_not(shown.person, request.user) is None
    context = {"leaving": shown, "may_change": may_change}
    if shown.is_noted:
        chosen = {"last_day": shown.last_day, "successor": shown.successor, "posts_go_over": shown.posts_go_over}
        context["preview"] = preview(person=shown.person, **chosen, today=timezone.localdate(), noted=shown)
    return render(request, "core/people/leaving.html", context)


def leaving_at(request, pk: int) -> Leaving:
    require(request.user, *READERS)
    rows = Leaving.objects.visible_to(request.user).select_related("person", "successor", "noted_by")
    return get_object_or_404(rows, pk=pk)


@require_POST
def now(request, pk: int):
    """At once, whatever day was noted."""
    shown = leaving_at(request, pk)
    act(request, carry_out, _("Done: the work has gone over, the account has ended."), leaving=shown)
    return redirect("leaving", shown.pk)


@require_POST
def withdraw(request, pk: int):
    shown = leaving_at(request, pk)
    if act(request, withdraw_leaving, _("Withdrawn: everything stays as it was."), leaving=shown):
        return redirect("person", shown.person_id)
    return redirect("leaving", shown.pk)
