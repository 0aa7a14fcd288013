"""The colours: the page on which the office chooses them, and the style sheet that carries the choice to every page."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core.access import require
from core.colours.choice import current_colours, set_colours
from core.colours.palettes import ACCENTS, LIGHTS, named
from core.forms import PlainForm
from core.thresholds import KEPT_BY

RADIO = {"class": "form-check-input mt-0"}


class ColoursForm(PlainForm):
    accent = forms.TypedChoiceField(
        label=gettext_lazy("The product's own colour"), coerce=int, widget=forms.RadioSelect(RADIO),
        choices=[(one.number, one.label) for one in ACCENTS],
    )  # fmt: skip
    lights = forms.TypedChoiceField(
        label=gettext_lazy("Colours of the lights"), coerce=int, widget=forms.RadioSelect(RADIO),
        choices=[(one.number, one.label) for one in LIGHTS],
    )  # fmt: skip

    @property
    def accents(self) -> list[tuple]:
        """(button, palette), as the page shows them."""
        return list(zip(self["accent"], ACCENTS, strict=True))

    @property
    def light_sets(self) -> list[tuple]:
        return list(zip(self["lights"], LIGHTS, strict=True))


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request):
    require(request.user, *KEPT_BY)
    now = current_colours()
    form = ColoursForm(request.POST or None, initial={"accent": now.accent.number, "lights": now.lights.number})
    if form.is_valid():
        try:
            changed = set_colours(**form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_domain_error(error)
        else:
            said = _("Saved. Everybody sees it within a minute.") if changed else _("Nothing was changed.")
            messages.success(request, said)
            return redirect("settings_colours")
    return render(request, "core/settings/colours.html", {"form": form})


@login_not_required
@require_safe
def sheet(request, name: str):
    """The tokens that differ from css/tokens.css. Its name holds its hash, so a browser asks once."""
    colours = named(name)
    if colours is None:
        raise Http404
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(colours.css, content_type="text/css; charset=utf-8", headers=headers)
