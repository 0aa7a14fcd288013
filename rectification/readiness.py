"""What of the rectification loop must be there before problems come in (core/readiness.py)."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.aggregates import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.dictionaries.book import dictionary_of
from core.readiness import NOTHING_YET, Check, Found, Moment, register, usual_words
from rectification.models import Limit, ProblemKind


def limits(moment: Moment) -> Found:
    """Kinds of problem, and how many of them have a limit of their own; the others take the default."""
    own = Exists(Limit.objects.filter(kind=OuterRef("pk")))
    counts = ProblemKind.objects.in_use().aggregate(all=Count("pk"), own=Count("pk", filter=Q(own)))
    words = ngettext(
        "%(n)s kind, %(own)s with its own limits", "%(n)s kinds, %(own)s with their own limits", counts["all"]
    )
    return Found(
        counts["all"] > 0, words % {"n": counts["all"], "own": counts["own"]} if counts["all"] else str(NOTHING_YET)
    )


register(
    Check(
        "limits",
        60,
        _("Kinds of problem and limits"),
        _("How long each kind may take, by severity. The lights are counted from it."),
        lambda: dictionary_of(ProblemKind).path,
        limits,
        offer=lambda: usual_words("problem-kinds"),
    )
)
