"""/search/: find a task, a point, a project, a unit, a paper by a word or a number. What is looked for is kept nowhere."""

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from core.search import LONGEST, MOST_WORDS, has_more_words
from dashboards.finding.hits import Asked
from dashboards.finding.numbers import Number, by_number
from dashboards.finding.search import look_for, pages_named


class SearchPage(TemplateView):
    """A number that one record has leads straight to it; a serial alone, which every year has, is shown first."""

    template_name = "dashboards/search.html"

    def get(self, request, *args, **kwargs):
        if self.number and self.number.is_whole and len(self.numbered) == 1:
            return redirect(self.numbered[0].path)
        return super().get(request, *args, **kwargs)

    @cached_property
    def asked(self) -> Asked:
        return Asked.of(self.request.GET.get("q", ""), timezone.localdate())

    @cached_property
    def number(self) -> Number | None:
        return Number.of(self.asked)

    @cached_property
    def numbered(self) -> list:
        return by_number(self.request.user, self.number) if self.number else []

    def get_context_data(self, **kwargs):
        asked, user = self.asked, self.request.user
        return super().get_context_data(**kwargs) | {
            "asked": asked,
            "is_cut": len(asked.typed) > LONGEST,
            "longest": LONGEST,
            "most_words": MOST_WORDS if has_more_words(asked.typed) else 0,
            "numbered": self.numbered,
            "pages": pages_named(asked, user) if asked.words else [],
            "groups": look_for(asked, user) if asked.words else [],
        }
