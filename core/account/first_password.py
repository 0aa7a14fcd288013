"""Who came in with a one-time password chooses their own first."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

OPEN = frozenset({"password_change", "logout"})
"""Pages that somebody with a one-time password may open; those that need no sign-in are open anyway."""


class FirstPasswordMiddleware:
    """Leads to the page of the own password until that is changed. After core.middleware.SignInMiddleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True) or request.resolver_match.view_name in OPEN:
            return None
        if not (request.user.is_authenticated and request.user.must_change_password):
            return None
        messages.info(
            request, _("You signed in with a one-time password. Choose your own now: it is needed only this once.")
        )
        return redirect("password_change")
