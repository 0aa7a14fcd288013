"""Signing in and out, one's own password, and how the pages look."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from core.context_processors import THEMES
from core.forms import PasswordForm, SignInForm
from core.navigation import path_of

YEAR = 365 * 24 * 3600
LABEL = "inspections:point_go"
"""Where the label at a point leads. A name: the app is above this one."""


class SignIn(LoginView):
    form_class = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self):
        """Never back to this page: that would go round for ever."""
        wanted = super().get_redirect_url()
        return "" if wanted.split("?")[0] == self.request.path else wanted

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"report_here": report_here(self.get_redirect_url())}


def report_here(wanted: str) -> str | None:
    """Where a resident reports a problem at the point whose label led here; None where something else did."""
    try:
        match = resolve(wanted.split("?")[0])
    except Resolver404:
        return None
    form = path_of("public_report_new")
    return f"{form}?point={match.kwargs['pk']}" if form and match.view_name == LABEL else None


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    """Also for somebody whose session has already ended: there is nothing to keep them for."""

    http_method_names = ("post", "options")

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        messages.success(request, _("You have signed out."))
        return response


class PasswordChange(PasswordChangeView):
    form_class = PasswordForm
    success_url = reverse_lazy("account")

    def form_valid(self, form):
        messages.success(self.request, _("Your password has been changed. It holds from the next sign-in on."))
        return super().form_valid(form)


@require_safe
def account(request):
    """My account: who I am here, my posts, language, theme, password."""
    posts = request.user.posts.visible_to(request.user).filter(user=request.user).select_related("unit").order_by("pk")
    return render(request, "core/account.html", {"posts": posts, "languages": settings.LANGUAGES})


@login_not_required
@require_POST
def theme(request):
    """Light, dark, or whatever the system says (any other value). Kept in a cookie: it belongs to the screen, not the person."""
    response = HttpResponseRedirect(_back(request))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@login_not_required
@require_POST
def language(request):
    """Chinese or English, kept in a cookie."""
    return django_set_language(request)


def _back(request) -> str:
    """The page that asked, if it is one of ours."""
    wanted = request.POST.get("next") or request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse("home")
