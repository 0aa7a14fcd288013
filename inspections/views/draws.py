"""The draw: its terms and its lot for the office, its record for everybody, and how far a round is, for pages that ask again."""

import secrets

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import DomainError
from core.pages import ListPage
from core.views.records import act
from inspections.forms.rounds import DrawForm, points_of
from inspections.models import Draw, Round, RoundState
from inspections.selectors.draws import draw_page, earlier_rounds, published
from inspections.selectors.rounds import keeps, progress_by_kind
from inspections.services.assignments import may_be_assigned
from inspections.services.draws import changes_by_hand, commit_draw, perform_draw
from inspections.views.rounds import kept_round, visible_round


@require_http_methods(["GET", "HEAD", "POST"])
def draw(request, pk: int):
    """The terms as long as there is no draw, then the draw. What is fixed can't be taken back, so it is shown before: `seen`, the
    hash of what was shown, says that it is meant."""
    round = kept_round(request, pk)
    held = Draw.objects.visible_to(request.user).filter(round=round).select_related("earlier").first()
    if held:
        context = draw_page(held) | {"round": round, "changed": changes_by_hand(held)}
        return render(request, "inspections/draw.html", context)
    form, tried = _form(request, round), None
    if request.method == "POST" and form.is_valid():
        tried = _commit(request, round, form, dry_run=True)
        if tried and request.POST.get("seen") == tried.parameters_hash and _commit(request, round, form):
            return redirect("inspections:draw", round.pk)
    is_open = round.state == RoundState.DRAFT and not round.assignments.exists()
    context = {"round": round, "form": form, "is_open": is_open}
    if tried:
        context |= draw_page(tried) | {"left": form.chosen_points().count() - len(tried.parameters["points"])}
        context["is_other"] = bool(request.POST.get("seen"))
    return render(request, "inspections/draw_terms.html", context)


def _form(request, round: Round) -> DrawForm:
    data = request.POST if request.method == "POST" else None
    lists = {"points": points_of(request.user, round), "inspectors": may_be_assigned(round, timezone.localdate())}
    return DrawForm(data, earlier=earlier_rounds(round), **lists)


def _commit(request, round: Round, form: DrawForm, *, dry_run: bool = False) -> Draw | None:
    """The draw; None where a rule stands against it, which is said on the form. dry_run: what would be fixed."""
    about = {"by": request.user, "now": timezone.now(), "today": timezone.localdate(), "dry_run": dry_run}
    try:
        return commit_draw(round=round, seed=secrets.token_hex(32), **form.terms(), **about)
    except DomainError as error:
        form.add_error(None, error)
        return None


@require_POST
def perform(request, pk: int):
    """Draws and assigns."""
    round = kept_round(request, pk)
    act(request, perform_draw, _("Drawn: the points are assigned."), round=round)
    return redirect("inspections:draw", round.pk)


class DrawList(ListPage):
    """All draws with their hashes, for everybody who is signed in. Which round it is stands there once it is published."""

    model = Draw
    template_name = "inspections/draws.html"
    sorts = {"newest": ("-committed_at", "-pk")}
    export_name = gettext_lazy("Draws")
    export_columns = (
        (gettext_lazy("Number"), "pk"),
        (gettext_lazy("SHA-256 of the seed"), "seed_hash"),
        (gettext_lazy("SHA-256 of the list and terms"), "parameters_hash"),
        (gettext_lazy("Hash published"), "committed_at"),
        (gettext_lazy("Seed published"), "revealed_at"),
        (gettext_lazy("Seed"), lambda draw: draw.seed if draw.is_revealed else ""),
    )

    def get_queryset(self):
        return super().get_queryset().select_related("round")


@require_safe
def record(request, pk: int):
    """What is published of a draw, and how anybody repeats it."""
    held = _visible_draw(request, pk)
    context = draw_page(held) | {"changed": changes_by_hand(held)} if held.is_revealed else {"draw": held}
    is_keeper = keeps(request.user, held.round)
    return render(request, "inspections/draw_record.html", context | {"round": held.round, "is_keeper": is_keeper})


@require_safe
def published_file(request, pk: int):
    """The same as a file."""
    held = _visible_draw(request, pk)
    answer = JsonResponse(published(held), json_dumps_params={"ensure_ascii": False, "sort_keys": True})
    answer["Content-Disposition"] = f'attachment; filename="draw-{held.pk}.json"'
    return answer


def _visible_draw(request, pk: int) -> Draw:
    draws = Draw.objects.visible_to(request.user).select_related("round__territory", "earlier")
    return get_object_or_404(draws, pk=pk)


@require_safe
@never_cache
def progress(request, pk: int):
    """How far a round is: {"assigned", "visited", "kinds": [{"kind", "assigned", "visited", "percent"}]}."""
    kinds = progress_by_kind(visible_round(request, pk))
    rows = [
        {"kind": one.kind, "assigned": one.assigned, "visited": one.visited, "percent": one.percent} for one in kinds
    ]
    sums = {name: sum(row[name] for row in rows) for name in ("assigned", "visited")}
    return JsonResponse(sums | {"kinds": rows})
