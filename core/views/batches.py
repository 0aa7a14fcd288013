"""What the pages for several records at once share: what was ticked, what to say afterwards, the way back."""

from django.contrib import messages
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.batches import AT_ONCE, Outcome

SHOWN = 5
LONGEST_KEY = 18


def ticked(request, name: str) -> list[str]:
    """The keys that were ticked, at most AT_ONCE of them; what is no key is left out."""
    return [key for key in request.POST.getlist(name) if _is_key(key)][:AT_ONCE]


def _is_key(text: str) -> bool:
    """Digits, and no more of them than a database's key has: SQLite stumbles over those."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY


def say(request, outcome: Outcome, done: str) -> None:
    """done: the words for what was done, with %(n)s; then what was not, name by name."""
    if outcome.done:
        messages.success(request, done % {"n": len(outcome.done)})
    for name, why in outcome.left[:SHOWN]:
        messages.warning(request, f"{name}: {why}")
    if (more := len(outcome.left) - SHOWN) > 0:
        messages.warning(request, _("%(n)s more could not be done.") % {"n": more})


def way_back(request, otherwise: str) -> str:
    """The list as it was, on this site alone."""
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else otherwise
