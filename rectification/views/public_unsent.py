"""What a resident typed too late for one form, taken along to the next: in a signed cookie of a few minutes, so that it stands in no
address and no log."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

NAME, KEPT, MOST = "unsent_report", timedelta(minutes=30), 200


@dataclass(frozen=True)
class Unsent:
    """number: of the report that it was about."""

    number: str
    words: str


def take_along(response: HttpResponse, unsent: Unsent) -> HttpResponse:
    """Compressed, because a cookie takes letters of the Latin alphabet alone and not many of them."""
    response.set_cookie(
        NAME, signing.dumps([unsent.number, unsent.words[:MOST]], salt=NAME, compress=True), max_age=KEPT,
        path=reverse("public_report_new"), httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip
    return response


def unsent_of(request: HttpRequest) -> Unsent | None:
    try:
        return Unsent(*signing.loads(request.COOKIES.get(NAME, ""), salt=NAME, max_age=KEPT))
    except signing.BadSignature:
        return None


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(NAME, path=reverse("public_report_new"))
    return response
