"""Forms that take a task a step further. What may be done, by whom and with what stands in the transition table."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from core.errors import Conflict, NotAllowed
from core.models import TrailEntry
from rectification.forms.tasks import AskForm, DecideForm, ProgressForm, TransitionForm
from rectification.models import RectificationTask, Request, RequestKind, RequestState
from rectification.selectors.task_page import action
from rectification.selectors.timeline import shown_entries
from rectification.services import add_progress, ask, decide, may_add_progress, may_ask, may_decide, perform, why_not
from rectification.services.evidence import take_photos
from rectification.transitions import ASKS, BY_VERB, State


class TaskFormPage(FormView):
    """A form about one task. Subclasses say who may see it (`check`), and what it does (`act`, which gives the message).

    Photos are stored as soon as they arrive, so a form that comes back still has them. Where somebody else changed the task
    in the meantime, the page shows both versions and what was typed may be sent again (409).
    """

    template_name = "rectification/form.html"

    def dispatch(self, request, *args, **kwargs):
        self.now = timezone.now()
        self.task = self.get_task()
        if refused := self.check():
            return refused
        return super().dispatch(request, *args, **kwargs)

    def get_task(self) -> RectificationTask:
        tasks = RectificationTask.objects.visible_to(self.request.user).with_details()
        return get_object_or_404(tasks, pk=self.kwargs["pk"])

    def check(self):
        """Raises PermissionDenied, or gives a response where the form makes no sense now."""

    def act(self, form, photos) -> str:
        raise NotImplementedError

    @cached_property
    def last_entry(self) -> int:
        return TrailEntry.objects.about(self.task).values_list("pk", flat=True).first() or 0

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"task": self.task, "last_entry": self.last_entry}

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        form.full_clean()
        photos = take_photos(form=form, subject=self.task, by=request.user, now=self.now)
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            said = self.act(form, photos)
        except NotAllowed as error:
            raise PermissionDenied(error.messages[0]) from error
        except Conflict:
            return self.show_both(form)
        except ValidationError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        messages.success(request, said)
        return redirect(self.way_on())

    def way_on(self) -> str:
        """The task's page; the list where the task is out of sight by now (an inspector sees what waits for a recheck)."""
        seen = RectificationTask.objects.visible_to(self.request.user).filter(pk=self.task.pk).exists()
        return self.task.get_absolute_url() if seen else "rectification:list"

    def show_both(self, form):
        """What others did since the form was opened, beside what was typed; nothing is overwritten unseen."""
        self.task = self.get_task()
        del self.last_entry
        seen = form.cleaned_data.get("seen_entry") or 0
        entries = TrailEntry.objects.about(self.task).filter(pk__gt=seen).prefetch_related("photos", "by__posts__unit")
        form.renew(self.task, self.last_entry)
        context = self.get_context_data(
            form=form, theirs=shown_entries(self.task, list(entries)), still_possible=self.still_possible()
        )
        return self.render_to_response(context, status=409)

    def still_possible(self) -> bool:
        return True

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"task": self.task, "light": self.task.light_at(self.now)}


class Perform(TaskFormPage):
    """/rectification/<pk>/<verb>/: a transition, with a field for each of its needs."""

    form_class = TransitionForm

    def check(self):
        self.transition = BY_VERB.get(self.kwargs["verb"])
        if self.transition is None:
            raise Http404
        if not self.still_possible():
            if self.request.method == "POST":
                return None  # the service says why, beside what was typed
            messages.warning(self.request, self._not_now())
            return redirect(self.task)
        if reason := why_not(self.task, self.transition, self.request.user):
            raise PermissionDenied(reason)
        return None

    def still_possible(self) -> bool:
        return self.task.state in self.transition.sources

    def _not_now(self) -> str:
        words = {"step": self.transition.label, "state": self.task.get_state_display()}
        return _("'%(step)s' cannot be done now: the task is '%(state)s'.") % words

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"transition": self.transition, "user": self.request.user}

    def get_initial(self):
        """The other task, where a link of the page names it."""
        return {"other_task": self.request.GET["other"]} if "other" in self.request.GET else {}

    def act(self, form, photos):
        perform(
            task=self.task, verb=self.transition.verb, by=self.request.user, now=self.now, photos=tuple(photos),
            **form.arguments(),
        )  # fmt: skip
        return _("%(number)s: %(done)s.") % {"number": self.task.number, "done": self.transition.done}

    def get_context_data(self, **kwargs):
        done = action(self.transition)
        return super().get_context_data(**kwargs) | {"title": done.label, "submit": done.label, "icon_name": done.icon}


class AddProgress(TaskFormPage):
    form_class = ProgressForm

    def check(self):
        if not may_add_progress(self.task, self.request.user) and self.still_possible():
            raise PermissionDenied(_("Only the responsible unit or the office enters progress."))
        if not self.still_possible() and self.request.method != "POST":
            messages.warning(self.request, _("Progress is entered while the task is in progress."))
            return redirect(self.task)
        return None

    def still_possible(self) -> bool:
        return self.task.state == State.IN_PROGRESS

    def act(self, form, photos):
        add_progress(task=self.task, by=self.request.user, now=self.now, photos=photos, **form.arguments())
        return _("Progress entered.")

    def get_context_data(self, **kwargs):
        words = _("Enter progress")
        return super().get_context_data(**kwargs) | {"title": words, "submit": words, "icon_name": "pencil"}


class Ask(TaskFormPage):
    """Asks for more time or for a pause."""

    form_class = AskForm
    TITLES = {
        RequestKind.EXTENSION: gettext_lazy("Ask for an extension"),
        RequestKind.SUSPENSION: gettext_lazy("Ask for a suspension"),
    }

    def check(self):
        if self.kwargs["kind"] not in RequestKind.values:
            raise Http404
        too_late = (
            self.request.method == "POST" and self.task.state not in ASKS[self.kwargs["kind"]].sources
        )  # the service says so, beside what was typed
        if not too_late and not may_ask(self.task, self.request.user, self.kwargs["kind"]):
            raise PermissionDenied(_("This cannot be asked for by you, or not now."))

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"kind": self.kwargs["kind"]}
        del kwargs["last_entry"]
        return kwargs

    def act(self, form, photos):
        ask(task=self.task, kind=self.kwargs["kind"], by=self.request.user, now=self.now, **form.arguments())
        return _("Sent. Until it is decided, the deadline stays as it is.")

    def get_context_data(self, **kwargs):
        words = self.TITLES[self.kwargs["kind"]]
        return super().get_context_data(**kwargs) | {
            "title": words,
            "submit": _("Send the request"),
            "icon_name": "send",
        }


class Decide(TaskFormPage):
    """The answer to a request: two buttons, one form."""

    form_class = DecideForm
    template_name = "rectification/decide.html"

    def check(self):
        self.asked = get_object_or_404(
            Request.objects.select_related("asked_by").filter(task=self.task), pk=self.kwargs["request_pk"]
        )
        self.asked.task = self.task
        if not may_decide(self.asked, self.request.user):
            raise PermissionDenied(_("This request is not for you to decide."))
        if self.asked.state != RequestState.ASKED and self.request.method != "POST":
            messages.warning(self.request, _("This request is decided already."))
            return redirect(self.task)
        return None

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"asked": self.asked}
        del kwargs["task"], kwargs["last_entry"]
        return kwargs

    def act(self, form, photos):
        granted = self.request.POST.get("answer") == "grant"
        decide(request=self.asked, granted=granted, by=self.request.user, now=self.now, **form.arguments())
        return _("Granted.") if granted else _("Refused.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"asked": self.asked, "title": self.asked.get_kind_display()}
