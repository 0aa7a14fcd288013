"""Signing in and out, one's own password, and how the pages look."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from core.account import lockout, sign_in, two_factor
from core.account.sessions import end_sessions, sessions_of
from core.context_processors import THEMES
from core.forms import PasswordForm, SignInForm
from core.navigation import path_of
from core.views.account_two_factor import with_next

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

    def form_valid(self, form):
        """Where a second step is needed, nobody is signed in by the password."""
        user = form.get_user()
        if not (user.two_factor_since or two_factor.must_have(user)):
            return super().form_valid(form)
        wanted = self.get_redirect_url()
        sign_in.begin(self.request, user, now=timezone.now())
        step = "second_step" if user.two_factor_since else "two_factor_set_up"
        return HttpResponseRedirect(with_next(reverse(step), wanted))

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

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form):
        """Who chose it in place of a one-time password is led to their work."""
        was_one_time = self.request.user.must_change_password
        response = super().form_valid(form)
        user = self.request.user
        end_sessions(user, user, timezone.now(), keep=self.request.session.session_key)
        messages.success(self.request, _("Your password has been changed. All your other sign-ins have been ended."))
        return redirect("home") if was_one_time else response


def locked_out(request, response=None, credentials=None):
    """What axes shows in place of any answer where a name is locked for an address: until when, and who can help."""
    context = {
        "limit": settings.AXES_FAILURE_LIMIT,
        "minutes": lockout.lock_minutes(),
        "until": lockout.locked_until(request, (credentials or {}).get("username", "")),
    }
    return render(request, "registration/locked_out.html", context, status=429)


@require_safe
def account(request):
    """My account: who I am here, my posts, how I sign in and where, language, theme."""
    user = request.user
    context = {
        "posts": user.posts.visible_to(user).filter(user=user).select_related("unit").order_by("pk"),
        "languages": settings.LANGUAGES,
        "codes_left": two_factor.codes_left(user) if user.two_factor_since else 0,
        "sign_ins": len(sessions_of(user, here=request.session.session_key, now=timezone.now())),
    }
    return render(request, "core/account.html", context)


@login_not_required
def administration(request):
    """The administration has no sign-in of its own: there is one door, with all its steps."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
    if not admin.site.has_permission(request):
        raise PermissionDenied
    return redirect("admin:index")


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
