"""One step for several honours of the list at once: publicise, award, print the certificates."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaign.honour_states import HonourState
from campaign.models import Honour
from campaign.services.honour_batches import BATCH_VERBS, take_step_for_many
from core.access import require
from core.batches import Outcome
from core.views.batches import say, ticked, way_back


@require_POST
def batch(request):
    """The ticked honours take a step, or go to the printer; what could not be done is said, name by name."""
    require(request.user, "office")
    honours = list(_ticked(request))
    verb, back = request.POST.get("verb", ""), way_back(request, "campaign:honours")
    if not honours:
        messages.warning(request, _("Tick the honours first."))
    elif verb == "print":
        return _to_the_printer(request, honours, back)
    elif verb in BATCH_VERBS:
        outcome = take_step_for_many(honours=honours, verb=verb, by=request.user, now=timezone.now())
        say(request, outcome, _said(verb))
    return redirect(back)


def _ticked(request):
    honours = Honour.objects.visible_to(request.user).select_related("kind", "unit", "town")
    return honours.filter(pk__in=ticked(request, "honour")).order_by(
        "kind__order", "kind__name", "unit__path", "name", "pk"
    )


def _to_the_printer(request, honours: list[Honour], back: str):
    """Where none is awarded there is nothing to print, and the list says so."""
    awarded = [honour for honour in honours if honour.state == HonourState.AWARDED]
    left = [
        (str(honour), _("It is not awarded: there is no certificate.")) for honour in honours if honour not in awarded
    ]
    say(request, Outcome(left=left), "")
    if not awarded:
        return redirect(back)
    chosen = urlencode({"chosen": ",".join(str(honour.pk) for honour in awarded)})
    return redirect(f"{reverse('campaign:honour_certificates')}?{chosen}")


def _said(verb: str) -> str:
    if verb == "award":
        return _("%(n)s awarded. Their certificates can be printed.")
    return _("%(n)s publicised.")
