"""通报: the list of published rounds, a round's bulletin as a page and as a Word file."""

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core.files_out.documents import paper_response
from core.pages import ListPage
from core.workdays.office import office_calendar
from inspections.filters import BulletinFilter
from inspections.models import Round
from inspections.papers import bulletin_paper, opening
from inspections.selectors.bulletin import bulletin_of
from inspections.services.appeals import appeal_deadline


def readable_round(request, pk: int) -> Round:
    """Published ones are everybody's; the town's office and leaders see beforehand what will be published."""
    rounds = Round.objects.with_results_for(request.user).select_related("territory", "standard")
    return get_object_or_404(rounds, pk=pk)


class BulletinList(ListPage):
    model = Round
    template_name = "inspections/bulletins.html"
    filterset_class = BulletinFilter
    sorts = {"newest": ("-published_at", "-starts_on", "-pk"), "name": ("name", "pk"), "level": ("level", "-starts_on")}
    export_name = gettext_lazy("Bulletins")
    export_columns = (
        (gettext_lazy("Round"), "name"),
        (gettext_lazy("Level"), "get_level_display"),
        (gettext_lazy("From"), "starts_on"),
        (gettext_lazy("Until"), "ends_on"),
        (gettext_lazy("Published"), "published_at"),
    )

    def get_queryset(self):
        return super().get_queryset().published().select_related("territory")


@require_safe
def bulletin(request, pk: int):
    round = readable_round(request, pk)
    told, until, now = bulletin_of(round, request.user), _appeals_until(round), timezone.now()
    context = {
        "round": round,
        "bulletin": told,
        "opening": opening(told),
        "appeals_until": until,
        "appeals_open": until is not None and now <= until,
    }
    return render(request, "inspections/bulletin.html", context)


@require_safe
def bulletin_file(request, pk: int):
    """The Word file, in the office's language whatever the reader's: it is the town's paper."""
    round = readable_round(request, pk)
    with translation.override(settings.LANGUAGE_CODE):
        paper = bulletin_paper(bulletin_of(round, request.user), _appeals_until(round))
        return paper_response(paper, paper.title)


def _appeals_until(round: Round):
    """Only what has sheets of our own can be appealed against."""
    return appeal_deadline(round, office_calendar()) if round.standard else None
