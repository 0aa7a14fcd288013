"""The residents' pages: the same for everybody, signed in or not, so that each is made once and kept until something changes.

They ask no session, set no cookie and carry no form that needs one. A browser may keep a page but asks each time whether it still holds
(an answer of a few bytes, 304): what is published is seen with the next look, and so is what was taken back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.attachments.sent import sent
from core.kept import kept
from core.town import current_town_name
from dashboards.selectors import public_news, public_reports, public_results
from dashboards.words import public as words

LASTS = "public, no-cache"
"""May be kept anywhere, and is asked for anew each time."""


@dataclass(frozen=True)
class EverybodysShell:
    """What the layout asks of the shell (core.context_processors), without anybody. The theme is set by the browser."""

    town: str
    user: None = None
    theme: str = ""


@login_not_required
@require_safe
def home(request):
    """/public/: report a problem, what the office does with it, and what is new."""

    def work(now: datetime) -> dict:
        this, last = public_reports.tallies(now)
        return {
            "slogan": public_news.slogan_of(now.year),
            "figures": words.figures(public_results.latest_place(), this, last),
            "closed": public_reports.recently_closed(),
            "pairs": public_reports.released_pairs(),
            "honours": [words.honour_line(line) for line in public_news.honour_lines(now.date())],
            "activities": public_news.latest_activities(now.date()),
        }

    return _page(request, "public", "public/home.html", work)


@login_not_required
@require_safe
def results(request, year: int | None = None, pk: int | None = None):
    """/public/results/: a published round and the year's other ones."""

    def work(now: datetime) -> dict:
        found = public_results.results_of(year, pk)
        return {"found": found, "tables": words.tables(found.ranking) if found else []}

    return _page(request, "public_results", "public/results.html", work, year, pk)


@login_not_required
@require_safe
def honours(request, year: int | None = None):
    """/public/honours/: what residents may object to until when, and what was awarded. Names are not for searching machines, which
    would show them for years after they were taken back."""

    def work(now: datetime) -> dict:
        return {"found": public_news.honours_of(year, now.date())}

    response = _page(request, "public_honours", "public/honours.html", work, year)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@login_not_required
@require_safe
def activities(request, year: int | None = None):
    """/public/activities/: what is planned, and what was held in a year."""

    def work(now: datetime) -> dict:
        return {"found": public_news.activities_of(year, now.date())}

    return _page(request, "public_activities", "public/activities.html", work, year)


@login_not_required
@require_safe
def photo(request, report: int, key):
    """A small picture that the office released; the address says nothing of the report's number. Hidden again, it is gone at once."""
    found = public_reports.released_photo(report, key)
    if found is None:
        raise Http404
    etag = f'"{found.key}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = sent(found.thumb, content_type="image/jpeg")
    response.headers["ETag"], response.headers["Cache-Control"] = etag, LASTS
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
@never_cache
@require_safe
def language(request):
    """/public/language/: the choice stands on a page of its own, because its form sets a cookie."""
    response = render(request, "public/language.html")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _page(request, place: str, template: str, work: Callable[[datetime], dict], *of) -> HttpResponse:
    """The page as it was made since the last change, or made now. place: which of the layout's places it is; of: what it is about,
    beside the day and the language.

    The language stands in a cookie, hence Vary. No Last-Modified: two changes within a second would look like one.
    """
    now = timezone.localtime()

    def made() -> tuple[bytes, str]:
        shell = EverybodysShell(current_town_name())
        page = render_to_string(template, {"shell": shell, "place": place, "year": now.year} | work(now)).encode()
        return page, f'"{sha256(page).hexdigest()[:32]}"'

    page, etag = kept((template, get_language(), now.date(), *of), made)
    response = get_conditional_response(request, etag=etag) or HttpResponse(page)
    response.headers["ETag"], response.headers["Cache-Control"] = etag, LASTS
    patch_vary_headers(response, ["Cookie"])
    return response
