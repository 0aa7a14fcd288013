"""Honours on paper: the roster of what is filtered, on screen, printed and as a Word file; certificates to print in bulk."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from campaign.certificate_file import certificates_docx
from campaign.certificates import certificates_of, roster_paper
from campaign.filters.honours import CertificateFilter
from campaign.honour_states import HonourState
from campaign.selectors.honours import roster_of
from campaign.views.honours import HonourList
from core.files_out.documents import paper_response, word_response
from core.models import Unit

MOST = 2000
"""On one roster: more is no paper."""
MOST_CERTIFICATES = 500
"""In one Word file."""


class HonourRoster(HonourList):
    """The same filter as the list, on one page to print and pin up: publicised ones with the day until which to object."""

    template_name = "campaign/honour_roster.html"
    export_columns = ()
    paginate_by = MOST

    def get_queryset(self):
        """What hangs on a wall names nobody who was not publicised."""
        return super().get_queryset().public()

    def get(self, request, *args, **kwargs):
        if "file" in request.GET:
            self.ignored, self.sort = [], self._chosen_sort()
            with translation.override(settings.LANGUAGE_CODE):
                groups, town = roster_of(self.filtered()[:MOST]), Unit.objects.home()
                return paper_response(roster_paper(groups, town.name, timezone.now()), _("Honours"))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"groups": roster_of(context["object_list"]), "today": timezone.localdate()}


class HonourCertificates(HonourList):
    """One sheet of A4 for each honour of the filter that is awarded."""

    template_name = "campaign/honour_certificates.html"
    filterset_class = CertificateFilter
    export_columns = ()
    paginate_by = 100

    def get_queryset(self):
        return super().get_queryset().filter(state=HonourState.AWARDED).select_related("kind", "unit", "town")

    def get(self, request, *args, **kwargs):
        """?file=docx gives them all as one Word file; where there are none, the page says so."""
        if "file" in request.GET:
            self.ignored, self.sort = [], self._chosen_sort()
            with translation.override(settings.LANGUAGE_CODE):
                if certificates := certificates_of(self.filtered()[:MOST_CERTIFICATES]):
                    title = _("Certificates of honour")
                    return word_response(certificates_docx(certificates, title, timezone.now()), title)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "certificates": certificates_of(context["object_list"]),
            "in_file": min(context["paginator"].count, MOST_CERTIFICATES),
            "chosen": self.request.GET.get("chosen", ""),
        }
