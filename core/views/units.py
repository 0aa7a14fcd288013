"""Units and ranking groups: the list as a tree, one unit, and its changes, each shown before it is made."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import CreateView, UpdateView

from core.access import require
from core.errors import NotAllowed
from core.models import ChangeKind, RankingGroup, Unit
from core.pages import ListPage
from core.thresholds import KEPT_BY
from core.trail_text import trail_of
from core.units.changes import preview, set_members
from core.units.filters import UnitFilter
from core.units.followers import bound_to, notes_on
from core.units.forms import FORMS, ChangeForm, GroupForm, MembersForm, UnitForm
from core.units.page import group_rows, stranded_posts, unit_page
from core.units.rows import EXPORT
from core.views.records import RecordFormMixin


class UnitList(ListPage):
    """The tree, indented; found ones stand under the names of those above them."""

    model = Unit
    template_name = "core/units/list.html"
    filterset_class = UnitFilter
    paginate_by = 100
    sorts = {"tree": ("path",), "name": ("name", "path"), "kind": ("kind", "path")}
    filter_more = "kind group state"
    export_name = gettext_lazy("Units")
    export_columns = EXPORT

    def get(self, request, *args, **kwargs):
        require(request.user, *KEPT_BY)
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return super().get_queryset().select_related("ranking_group", "successor").with_above()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"stranded": stranded_posts(timezone.localdate())}


@require_safe
def show(request, pk: int):
    unit = _unit(request, pk)
    return render(request, "core/units/unit.html", unit_page(unit, timezone.localdate()) | {"trail": trail_of(unit)})


def _unit(request, pk: int) -> Unit:
    require(request.user, *KEPT_BY)
    return get_object_or_404(Unit.objects.visible_to(request.user).select_related("ranking_group", "successor"), pk=pk)


class UnitForms(RecordFormMixin):
    """What making and correcting a unit share; afterwards its page."""

    model = Unit
    form_class = UnitForm
    template_name = "core/units/form.html"
    said = gettext_lazy("Saved.")

    def dispatch(self, request, *args, **kwargs):
        require(request.user, *KEPT_BY)
        return super().dispatch(request, *args, **kwargs)

    def go_on(self):
        return redirect("unit", pk=self.object.pk)


class UnitNew(UnitForms, CreateView):
    def get_initial(self):
        above = self.request.GET.get("above", "")
        return {"above": above} if above.isascii() and above.isdecimal() else {}


class UnitEdit(UnitForms, UpdateView):
    def get_object(self, queryset=None):
        return _unit(self.request, self.kwargs["pk"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"bound": self.bound is not None}

    @cached_property
    def bound(self):
        return bound_to([self.object.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"bound": self.bound, "unit": self.object}


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk: int, act: str):
    """One change of a unit: the form, what would follow, and then the change itself."""
    unit, today = _unit(request, pk), timezone.localdate()
    if act not in FORMS or unit.ends_on:
        raise Http404
    form = FORMS[act](request.POST or None, unit=unit, today=today)
    context = {"form": form, "unit": unit, "act": ChangeKind(act)}
    if request.method == "POST" and form.is_valid():
        try:
            if "do" in request.POST and form.was_seen:
                return _changed(request, form)
            context["numbers"] = preview(form.service, **_arguments(request, form))
            context |= {"seen": form.digest, "notes": notes_on([one.pk for one in form.ends])}
        except NotAllowed as error:
            raise PermissionDenied(error.messages[0]) from error
        except ValidationError as error:
            form.add_domain_error(error)
    return render(request, "core/units/change.html", context)


def _arguments(request, form: ChangeForm) -> dict:
    return form.arguments() | {"by": request.user, "now": timezone.now()}


def _changed(request, form: ChangeForm):
    made = form.service(**_arguments(request, form))
    messages.success(request, _("Done: %(what)s.") % {"what": made.get_kind_display()})
    heirs = [step.unit for step in made.steps.filter(part="begun").select_related("unit")]
    return redirect("unit", pk=(heirs[0] if heirs else form.unit).pk)


@require_safe
def groups(request):
    require(request.user, *KEPT_BY)
    return render(request, "core/units/groups.html", {"rows": group_rows(timezone.localdate())})


class GroupNew(RecordFormMixin, CreateView):
    model = RankingGroup
    form_class = GroupForm
    template_name = "core/units/group_form.html"
    said = gettext_lazy("Saved. Now choose its units.")

    def dispatch(self, request, *args, **kwargs):
        require(request.user, *KEPT_BY)
        return super().dispatch(request, *args, **kwargs)

    def go_on(self):
        return redirect("unit_group", pk=self.object.pk)


class GroupRename(GroupNew, UpdateView):
    said = gettext_lazy("Saved.")

    def get_object(self, queryset=None):
        return get_object_or_404(RankingGroup, pk=self.kwargs["pk"])


@require_http_methods(["GET", "HEAD", "POST"])
def group(request, pk: int):
    """Who is in a group, from a day on."""
    require(request.user, *KEPT_BY)
    shown, today = get_object_or_404(RankingGroup, pk=pk), timezone.localdate()
    form = MembersForm(request.POST or None, group=shown, today=today)
    if request.method == "POST" and form.is_valid() and _grouped(request, shown, form):
        return redirect(reverse("unit_groups"))
    return render(request, "core/units/group.html", {"group": shown, "form": form, "trail": trail_of(shown)})


def _grouped(request, shown: RankingGroup, form: MembersForm) -> bool:
    data = form.cleaned_data
    try:
        n = set_members(
            group=shown, units=list(data["units"]), day=data["day"], reason=data["reason"], by=request.user,
            now=timezone.now(),
        )  # fmt: skip
    except ValidationError as error:
        form.add_domain_error(error)
        return False
    messages.success(request, _("Saved.") if n else _("Nothing was changed."))
    return True
