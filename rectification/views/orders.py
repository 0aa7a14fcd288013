"""Supervision orders: the list, a page laid out like the paper, the Word file, drafting, signing, dropping."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, Count, SmallIntegerField, When
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import TOWN_WIDE, require
from core.attachments.sent import sent
from core.errors import NotAllowed
from core.files_out.documents import paper_response
from core.pages import ListPage
from core.trail_text import trail_of
from core.workdays.office import office_calendar
from rectification.filters.orders import OrderFilter
from rectification.forms.orders import DropForm, OrderTextForm, SignForm
from rectification.models import OrderCause, OrderState, RectificationTask, SupervisionOrder
from rectification.order_words import composed_demand
from rectification.papers import order_paper
from rectification.selectors.order_page import limit_words, order_facts
from rectification.services.orders import (
    draft_order,
    drop_order,
    edit_order,
    may_change,
    may_draft,
    may_sign,
    sign_order,
)
from rectification.thresholds import ORDER_ANSWER_DAYS

READERS = (*TOWN_WIDE, "unit")
WAITING_FIRST = Case(When(state=OrderState.DRAFTED, then=0), default=1, output_field=SmallIntegerField())


class OrderList(ListPage):
    """Those that wait for a signature first, then the newest."""

    model = SupervisionOrder
    template_name = "rectification/orders.html"
    filterset_class = OrderFilter
    filter_more = "unit cause"
    sorts = {
        "waiting": (WAITING_FIRST.asc(), "-drafted_at", "-pk"),
        "newest": ("-drafted_at", "-pk"),
        "unit": ("unit__path", "-drafted_at"),
        "answer": ("answer_by", "pk"),
    }
    export_name = gettext_lazy("Supervision orders")
    export_columns = (
        (gettext_lazy("Number"), "number"),
        (gettext_lazy("Unit"), "unit.name"),
        (gettext_lazy("Task"), "task.number"),
        (gettext_lazy("Problem"), "task.finding.description"),
        (gettext_lazy("Cause"), "get_cause_display"),
        (gettext_lazy("State"), "get_state_display"),
        (gettext_lazy("Drafted"), "drafted_at"),
        (gettext_lazy("Signed by"), "signed_by"),
        (gettext_lazy("Signed"), "signed_at"),
        (gettext_lazy("To be answered by"), "answer_by"),
        (gettext_lazy("What is demanded"), "demand"),
    )

    def get(self, request, *args, **kwargs):
        require(request.user, *READERS)
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return super().get_queryset().with_details()

    def get_facets(self):
        rows = super().get_queryset().order_by().values_list("state").annotate(n=Count("pk"))
        return {"state": {state: {"n": n} for state, n in rows}}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_leader": self.request.user.access.has("leader")}


def visible_order(request, pk: int) -> SupervisionOrder:
    return get_object_or_404(SupervisionOrder.objects.visible_to(request.user).with_details(), pk=pk)


@require_safe
def order(request, pk: int):
    return _page(request, visible_order(request, pk))


def _page(request, shown: SupervisionOrder, *, sign=None, drop=None, status: int = 200):
    user = request.user
    context = {
        "order": shown,
        "task": shown.task,
        "finding": shown.task.finding,
        "facts": order_facts(shown),
        "limit": limit_words(shown.task),
        "may_change": may_change(shown, user),
        "sign_form": (sign or SignForm(order=shown)) if may_sign(shown, user) else None,
        "drop_form": (drop or DropForm(prefix="drop")) if may_change(shown, user) else None,
        "sees_task": RectificationTask.objects.visible_to(user).filter(pk=shown.task_id).exists(),
        "trail": trail_of(shown),
    }
    return render(request, "rectification/order.html", context, status=status)


@require_POST
def sign(request, pk: int):
    """What was written stays where a rule is broken; where the text was changed meanwhile, the new one is shown first."""
    shown = visible_order(request, pk)
    form = SignForm(request.POST, order=shown)
    if not request.user.access.has("leader"):
        raise PermissionDenied(_("A supervision order is signed by a leader."))
    if form.is_valid() and _carry_out(form, sign_order, order=shown, by=request.user, now=timezone.now()):
        messages.success(request, _("Signed. The unit and the office have been told."))
        return redirect(shown)
    shown = visible_order(request, pk)
    form.renew(shown)
    return _page(request, shown, sign=form, status=422)


@require_POST
def drop(request, pk: int):
    shown = visible_order(request, pk)
    require(request.user, "office", "leader")
    form = DropForm(request.POST, prefix="drop")
    if form.is_valid() and _carry_out(form, drop_order, order=shown, by=request.user, now=timezone.now()):
        messages.success(request, _("Not issued: %(number)s.") % {"number": shown.number})
        return redirect(shown)
    return _page(request, visible_order(request, pk), drop=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk: int):
    """Another demand or day, until it is signed."""
    shown = visible_order(request, pk)
    require(request.user, "office", "leader")
    if not may_change(shown, request.user) and request.method != "POST":
        messages.warning(request, _("This order is decided already."))
        return redirect(shown)
    initial = {"demand": shown.demand, "answer_by": shown.answer_by}
    form = OrderTextForm(request.POST or None, initial=initial, order=shown)
    if form.is_valid() and _carry_out(form, edit_order, order=shown, by=request.user, now=timezone.now()):
        messages.success(request, _("Saved."))
        return redirect(shown)
    now_is = visible_order(request, pk)
    theirs = now_is if form.is_bound and form.renew(now_is) else None
    context = {"form": form, "task": shown.task, "order": shown, "theirs": theirs, "cancel": shown.get_absolute_url()}
    return render(request, "rectification/order_form.html", context | {"light": shown.task.light_at(timezone.now())})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, pk: int):
    """An order by hand for a task that is being worked on; the demand is proposed from what is known."""
    task = get_object_or_404(RectificationTask.objects.visible_to(request.user).with_details(), pk=pk)
    require(request.user, "office", "leader")
    if not may_draft(task, request.user) and request.method != "POST":
        messages.warning(request, _("This task isn't being worked on, or an order for it waits already."))
        return redirect(task)
    now = timezone.now()
    form = OrderTextForm(request.POST or None, initial=_proposed(task, now))
    if form.is_valid() and (made := _carry_out(form, draft_order, task=task, by=request.user, now=now)):
        messages.success(
            request, _("%(number)s is drafted and waits for a leader's signature.") % {"number": made.number}
        )
        return redirect(made)
    context = {"form": form, "task": task, "light": task.light_at(now), "cancel": task.get_absolute_url()}
    return render(request, "rectification/order_form.html", context)


def _proposed(task: RectificationTask, now) -> dict:
    answer_by = office_calendar().nth_working_day_after(timezone.localdate(now), ORDER_ANSWER_DAYS.value())
    return {"demand": composed_demand(task, OrderCause.BY_HAND, now), "answer_by": answer_by}


def _carry_out(form, service, **arguments):
    """What the service gives; None where a rule is broken, which then stands on the form. What one may not do is a 403."""
    given = {name: value for name, value in form.arguments().items() if name != "seen" or value}
    try:
        return service(**given, **arguments)
    except NotAllowed as error:
        raise PermissionDenied(error.messages[0]) from error
    except ValidationError as error:
        form.add_domain_error(error)
    return None


@require_safe
def order_file(request, pk: int):
    """The Word file, in the office's language whatever the reader's: it is the town's paper."""
    shown = visible_order(request, pk)
    with translation.override(settings.LANGUAGE_CODE):
        return paper_response(order_paper(shown), f"{_('Supervision order')} {shown.number}")


@require_safe
@cache_control(private=True, max_age=3600)
def signature(request, pk: int):
    """The handwriting, for whoever may see the order."""
    shown = visible_order(request, pk)
    if not shown.signature:
        raise Http404
    return sent(shown.signature, content_type="image/png")
