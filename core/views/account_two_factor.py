"""The second step at sign-in: taking it, setting it up, its recovery codes, turning it off."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from core.account import sign_in, two_factor
from core.account.two_factor_forms import PasswordAndCodeForm, SecondStepForm, SetUpForm
from core.account.two_factor_keys import key_address, key_groups, new_key
from core.account.typed_codes import in_groups
from core.errors import DomainError
from core.qr import qr_svg

KEY = "two_factor_key"
"""Where a session keeps the key that is being set up, so that the page can be loaded again with the same symbol."""
FEW_CODES = 3

secret = method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")


def with_next(path: str, wanted: str) -> str:
    """The address of a step of the sign-in that leads on to `wanted` at its end."""
    return f"{path}?{urlencode({'next': wanted})}" if wanted else path


def show_codes(request, person, codes: list[str], go_on: str):
    """The recovery codes, once: they stand in this answer and nowhere else."""
    shown = {"codes": [in_groups(code) for code in codes], "go_on": go_on, "person": person}
    return render(request, "core/account/recovery_codes.html", shown)


class AboutOneself(RedirectURLMixin, FormView):
    """person: who is signed in, or, where a sign-in waits for its second step, who gave the password."""

    next_page = "home"
    person = None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request, "person": self.person, "now": timezone.now()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"next": self.get_redirect_url(), "person": self.person}

    def to_step(self, name: str):
        return HttpResponseRedirect(with_next(reverse(name), self.get_redirect_url()))


@secret
@method_decorator(login_not_required, name="dispatch")
class SecondStep(AboutOneself):
    """After the password: the code. ?recovery: with a recovery code."""

    form_class = SecondStepForm
    template_name = "registration/second_step.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            return HttpResponseRedirect(self.get_success_url())
        self.person = sign_in.waiting(request, now=timezone.now())
        if self.person is None:
            return self.to_step("login")
        if not self.person.two_factor_since:
            return self.to_step("two_factor_set_up")
        return super().dispatch(request, *args, **kwargs)

    @property
    def with_recovery_code(self) -> bool:
        return "recovery" in self.request.GET

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"with_recovery_code": self.with_recovery_code}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"with_recovery_code": self.with_recovery_code}

    def form_valid(self, form):
        sign_in.finish(self.request, self.person)
        if form.used_recovery:
            messages.warning(self.request, few_left(two_factor.codes_left(self.person)))
        return super().form_valid(form)


def few_left(count: int) -> str:
    said = ngettext("%(n)s recovery code is left.", "%(n)s recovery codes are left.", count) % {"n": count}
    advice = _("Make new ones on your account page.")
    return f"{said} {advice}" if count < FEW_CODES else said


@secret
@method_decorator(login_not_required, name="dispatch")
class SetUp(AboutOneself):
    """The key as a symbol and as text, and the first code. Also for who must have it and hasn't: they come in by it."""

    form_class = SetUpForm

    def dispatch(self, request, *args, **kwargs):
        self.is_signed_in = request.user.is_authenticated
        self.person = request.user if self.is_signed_in else sign_in.waiting(request, now=timezone.now())
        if self.person is None:
            return self.to_step("login")
        if self.person.two_factor_since:
            return redirect("account") if self.is_signed_in else self.to_step("second_step")
        self.key = request.session.setdefault(KEY, new_key())
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self):
        return ["core/account/two_factor_set_up.html" if self.is_signed_in else "registration/set_up.html"]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"asks_password": self.is_signed_in}

    def get_context_data(self, **kwargs):
        symbol = mark_safe(qr_svg(key_address(self.person, self.key)))
        return super().get_context_data(**kwargs) | {"symbol": symbol, "key_groups": key_groups(self.key)}

    def form_valid(self, form):
        try:
            codes = self.turn_on(form.cleaned_data["code"])
        except DomainError as error:
            form.refuse_code(error)
            return self.form_invalid(form)
        if self.is_signed_in:
            self.request.session.cycle_key()
            two_factor.mark(self.request.session, self.person)
        else:
            sign_in.finish(self.request, self.person)
        go_on = resolve_url("account") if self.is_signed_in else self.get_success_url()
        return show_codes(self.request, self.person, codes, go_on)

    def turn_on(self, code: str) -> list[str]:
        session = self.request.session
        codes = two_factor.turn_on(
            user=self.person, key=self.key, code=code, now=timezone.now(), keep=session.session_key or ""
        )
        del session[KEY]
        return codes


class ChangesIt(AboutOneself):
    """What one does with one's own second step, with password and code."""

    form_class = PasswordAndCodeForm

    def dispatch(self, request, *args, **kwargs):
        self.person = request.user
        if not self.person.two_factor_since:
            return redirect("account")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_forced": two_factor.must_have(self.person)}


@secret
class NewCodes(ChangesIt):
    template_name = "core/account/two_factor_codes.html"

    def form_valid(self, form):
        codes = two_factor.renew_codes(user=self.person, now=timezone.now())
        return show_codes(self.request, self.person, codes, reverse("account"))


@secret
class TurnOff(ChangesIt):
    template_name = "core/account/two_factor_off.html"

    def form_valid(self, form):
        two_factor.turn_off(user=self.person, now=timezone.now())
        if two_factor.must_have(self.person):
            messages.success(self.request, _("The old phone is no longer asked for. Sign in and set up the new one."))
        else:
            messages.success(self.request, _("The second step is off. From now on the password alone is asked."))
        return redirect("account")
