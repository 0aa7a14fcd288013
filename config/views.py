"""The page of the first run. Once a town is set up there is no such page."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from config.forms import SetupForm
from config.setup import is_empty, set_up_town
from config.setup_code import drop_setup_code, setup_code
from core.account import sign_in, two_factor
from core.models import User
from core.views.account_two_factor import with_next

BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSWORDS = ("code", "password", "again")


@method_decorator([login_not_required, never_cache, sensitive_post_parameters(*PASSWORDS)], name="dispatch")
class Setup(FormView):
    """Asks for the code, the town and the first account; afterwards that account is signed in, at what is missing, or goes on to
    the second step that it must have."""

    form_class = SetupForm
    template_name = "setup/setup.html"

    def dispatch(self, request, *args, **kwargs):
        if not is_empty():
            raise Http404
        setup_code()  # so that it lies in its file before it is asked for
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"year": timezone.localdate().year}

    def form_valid(self, form):
        try:
            town = set_up_town(**form.answers(), now=timezone.localtime())
        except ValidationError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        drop_setup_code()
        admin = User.objects.get_by_natural_key(form.cleaned_data["username"])
        admin.backend = BACKEND
        if two_factor.must_have(admin):
            sign_in.begin(self.request, admin, now=timezone.now())
            return redirect(with_next(reverse("two_factor_set_up"), reverse("ready")))
        login(self.request, admin)
        messages.success(self.request, _("%(town)s is set up. This page says what comes next.") % {"town": town})
        return redirect("ready")

    def form_invalid(self, form):
        return render(self.request, self.template_name, self.get_context_data(form=form), status=422)
