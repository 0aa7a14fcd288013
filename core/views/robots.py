"""What goes out of the site, for those who look after it: the robots of groups, and the messages sent out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, UpdateView

from core.access import require
from core.jobs import wake_sender
from core.models import Delivery, DeliveryState, Robot
from core.pages import ListPage
from core.telling.deliveries import send_again
from core.telling.notice_forms import DeliveryFilter, RobotForm
from core.telling.notices import KINDS
from core.telling.outgoing import NotSent, Unclear
from core.telling.robot_book import save_robot, switch_robot, try_out
from core.telling.robots import masked
from core.trail_text import trail_of
from core.views.records import act

KEEPERS = ("office", "admin")


class KeepersOnly:
    """For the office and the administrator."""

    def dispatch(self, request, *args, **kwargs):
        require(request.user, *KEEPERS)
        return super().dispatch(request, *args, **kwargs)


def _kept(request, model, pk: int):
    require(request.user, *KEEPERS)
    return get_object_or_404(model.objects.visible_to(request.user), pk=pk)


class RobotList(KeepersOnly, ListPage):
    model = Robot
    template_name = "core/robots.html"
    sorts = {"name": ("-is_active", "name", "pk")}

    def get_queryset(self):
        return super().get_queryset().select_related("unit").with_last_sent()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for robot in context["page_obj"]:
            robot.masked = masked(robot.url)
            robot.kind_labels = [KINDS[code].label for code in robot.kinds if code in KINDS]
        return context


class RobotForms(KeepersOnly):
    model = Robot
    form_class = RobotForm
    template_name = "core/robot_form.html"

    def get_queryset(self):
        return Robot.objects.visible_to(self.request.user)

    def form_valid(self, form):
        save_robot(robot=form.instance, changes=form.told_changes(), by=self.request.user, now=timezone.now())
        messages.success(self.request, _("Saved. Send a test message to see whether it arrives."))
        return redirect("robots")


class RobotCreate(RobotForms, CreateView):
    pass


class RobotEdit(RobotForms, UpdateView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"trail": trail_of(self.object)}


@require_POST
def robot_test(request, pk: int):
    """Posts a message to the group now, and says what came of it."""
    robot = _kept(request, Robot, pk)
    try:
        try_out(robot=robot, by=request.user, now=timezone.now())
    except (NotSent, Unclear) as error:
        messages.error(request, error)
    else:
        messages.success(request, _("The test message was taken. Look into the group."))
    return redirect("robots")


@require_POST
def robot_switch(request, pk: int):
    """Into use, or out of it."""
    robot = _kept(request, Robot, pk)
    said = _("This robot is out of use.") if robot.is_active else _("This robot is in use.")
    act(request, switch_robot, said, robot=robot, on=not robot.is_active)
    return redirect("robots")


class DeliveryList(KeepersOnly, ListPage):
    """What waits, what was given up and why."""

    model = Delivery
    template_name = "core/deliveries.html"
    filterset_class = DeliveryFilter
    sorts = {"made": ("-made_at", "-pk")}
    export_name = gettext_lazy("Messages sent out")
    export_columns = (
        (gettext_lazy("Message"), "title"),
        (gettext_lazy("Receiver"), "receiver"),
        (gettext_lazy("State"), "get_state_display"),
        (gettext_lazy("Attempts"), "attempts"),
        (gettext_lazy("Made at"), "made_at"),
        (gettext_lazy("Sent at"), "sent_at"),
        (gettext_lazy("Trouble"), "trouble"),
    )

    def get_queryset(self):
        return super().get_queryset().select_related("user", "robot")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"can_be_sent_again": DeliveryState.settled_unsent()}


@require_POST
def delivery_again(request, pk: int):
    delivery = _kept(request, Delivery, pk)
    act(request, send_again, _("It is sent again."), delivery=delivery, wake=wake_sender)
    return redirect("deliveries")
