"""Reward and penalty by rule: the rule with its versions, what a round brought, all of it."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import require
from core.models import Unit
from core.pages import ListPage
from core.views.records import act
from inspections.filters import RewardFilter
from inspections.forms.rewards import BandFormSet, DeclineForm, RuleForm, bands_as_initial
from inspections.models import Level, Reward, RewardRule
from inspections.selectors.rewards import round_rewards_page, rule_rows, rule_trail, team_totals
from inspections.services.rewards import confirm_all, decide_reward, save_rule, work_out_rewards
from inspections.views.rounds import kept_round, visible_round


@require_safe
def rules(request):
    rows = rule_rows(request.user, timezone.localdate())
    is_office = request.user.access.has("office")
    context = {"rows": rows, "is_office": is_office, "trail": rule_trail(rows) if is_office else []}
    return render(request, "inspections/reward_rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request, pk: int | None = None):
    """A version that brought nothing yet, or (without pk) a new one, which begins with the bands of the newest."""
    require(request.user, "office")
    known = RewardRule.objects.visible_to(request.user)
    shown = get_object_or_404(known, pk=pk) if pk else None
    model = shown or known.first()
    instance = shown or RewardRule(town=Unit.objects.home(), **_begun_with(model, timezone.localdate()))
    form = RuleForm(request.POST or None, instance=instance)
    bands = BandFormSet(request.POST or None, initial=bands_as_initial(model), prefix="bands")
    if request.method == "POST" and form.is_valid() & bands.is_valid():
        try:
            save_rule(rule=form.instance, bands=bands.bands(), by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Saved. It counts for assessments published from now on."))
            return redirect("inspections:reward_rules")
    return render(request, "inspections/reward_rule.html", {"form": form, "bands": bands, "rule": shown})


def _begun_with(model: RewardRule | None, today: date) -> dict:
    """A first rule counts for the whole year; a new version from the next month on, otherwise like the last."""
    if model is None:
        return {"counts_from": today.replace(month=1, day=1)}
    next_month = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    return {"counts_from": next_month, "paid_in": model.paid_in, "basis": model.basis}


def assessed_round(round):
    """A round that assesses cleaning teams; 404 for others."""
    if round.level != Level.CLEANING:
        raise Http404
    return round


@require_safe
def of_round(request, pk: int):
    round = assessed_round(visible_round(request, pk))
    context = round_rewards_page(round, request.user) | {"decline_form": DeclineForm()}
    return render(request, "inspections/round_rewards.html", context)


@require_POST
def confirm(request, pk: int):
    """Everything that waits in a round."""
    round = assessed_round(kept_round(request, pk))
    done = confirm_all(round=round, by=request.user, now=timezone.now())
    said = ngettext("%(n)s confirmed.", "%(n)s confirmed.", done) % {"n": done}
    messages.success(request, said if done else _("Nothing waits here."))
    return redirect("inspections:round_rewards", pk=round.pk)


@require_POST
def work_out(request, pk: int):
    """For a round that was published before the rule was entered."""
    round = assessed_round(kept_round(request, pk))
    act(request, work_out_rewards, _("Worked out by the rule. Look through it, then confirm."), round=round)
    return redirect("inspections:round_rewards", pk=round.pk)


@require_POST
def decide(request, pk: int):
    """One of them: confirmed, or not carried out with the reason; a form without one comes back with what is missing."""
    reward = get_object_or_404(Reward.objects.visible_to(request.user).select_related("round"), pk=pk)
    round = kept_round(request, reward.round_id)
    if "decline" not in request.POST:
        act(request, decide_reward, _("Confirmed."), reward=reward, confirm=True)
        return redirect(reward)
    form = DeclineForm(request.POST)
    if form.is_valid():
        words = {"confirm": False, "reason": form.cleaned_data["reason"]}
        act(request, decide_reward, _("Noted: it is not carried out."), reward=reward, **words)
        return redirect(reward)
    context = round_rewards_page(round, request.user) | {"decline_form": form, "declining": reward.pk}
    return render(request, "inspections/round_rewards.html", context, status=422)


class RewardList(ListPage):
    """All rounds; with what each team was given and taken in all."""

    model = Reward
    template_name = "inspections/rewards.html"
    filterset_class = RewardFilter
    sorts = {
        "newest": ("-round__ends_on", "-score", "pk"),
        "team": ("team__path", "-round__ends_on", "pk"),
        "amount": ("amount", "-round__ends_on", "pk"),
    }
    export_name = gettext_lazy("Rewards and penalties by rule")
    export_columns = (
        (gettext_lazy("Cleaning team"), "team.name"),
        (gettext_lazy("Round"), "round.name"),
        (gettext_lazy("Score"), "score"),
        (gettext_lazy("Reward or penalty"), "amount"),
        (gettext_lazy("Amounts in"), "rule.get_paid_in_display"),
        (gettext_lazy("State"), "get_state_display"),
        (gettext_lazy("Basis"), "rule.basis"),
        (gettext_lazy("Why not"), "reason"),
        (gettext_lazy("Decided by"), "decided_by"),
        (gettext_lazy("Decided"), "decided_at"),
    )

    def get_queryset(self):
        return super().get_queryset().with_names()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        is_office = self.request.user.access.has("office")
        return context | {"totals": team_totals(self.object_list), "is_office": is_office}
