"""The forms about a task. What a transition needs stands in the table; each need becomes a field (forms/needs.py)."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaign.models import ControlLineKind
from core.form_fields import PhotosField, PositionField
from facilities.form_fields import PointField
from facilities.models import Point
from rectification.forms.loop import LoopForm, area, day_field
from rectification.forms.needs import OPTIONAL, need_field
from rectification.models import ProblemKind, RectificationTask, RequestKind, Source


class TaskForm(LoopForm):
    """A form about a task: it carries what the task was like when the page was made."""

    seen_version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    seen_entry = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, task: RectificationTask, last_entry: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        self.task = task
        self.fields["seen_version"].initial = task.version
        self.fields["seen_entry"].initial = last_entry

    def typed(self) -> list[tuple[str, str]]:
        """Label and text of what was filled in, to stand beside what somebody else saved."""
        shown = [(field.label, _written(field)) for field in self.visible_fields() if field.name != self.photo_field]
        return [(label, text) for label, text in shown if text]

    def renew(self, task: RectificationTask, last_entry: int) -> None:
        """What was typed stays; from now on it is about the task as it is by now."""
        self.task = task
        self.data = self.data.copy()
        self.data["seen_version"], self.data["seen_entry"] = task.version, last_entry


def _written(bound) -> str:
    value = str(bound.value() or "")
    choices = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
    return choices.get(value, value)


class TransitionForm(TaskForm):
    """What one transition of the table needs, and what may come with it."""

    def __init__(self, *args, transition, user, **kwargs):
        super().__init__(*args, **kwargs)
        for need in transition.needs:
            self.fields[need.value] = need_field(need, transition.verb, self.task, user)
        for name, make in OPTIONAL.get(transition.verb, {}).items():
            if field := make(self.task):
                self.fields[name] = field


class ProgressForm(TaskForm):
    note = area(_("Progress"), _("What was done since the last entry."))
    photos = PhotosField(label=_("Photos"), required=False)


class AskForm(LoopForm):
    """Asks for more time or for a pause. The hour of the new deadline is that of the present one."""

    until = day_field("")
    reason = area(_("Reason"))

    LABELS = {RequestKind.EXTENSION: _("New deadline"), RequestKind.SUSPENSION: _("Look again on")}

    def __init__(self, *args, task: RectificationTask, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.task = task
        self.fields["until"].label = self.LABELS[kind]

    def arguments(self) -> dict:
        return super().arguments() | {"until": moment_of(self.cleaned_data["until"], self.task)}


class DecideForm(LoopForm):
    """Grants a request, until the day asked for or another one, or refuses it with a reason."""

    until = day_field(_("Until"))
    reason = area(_("Reason"), _("Needed when you refuse."), required=False)

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        self.task = asked.task
        self.fields["until"].initial = timezone.localtime(asked.until).date()

    def arguments(self) -> dict:
        return super().arguments() | {"until": moment_of(self.cleaned_data["until"], self.task)}


def moment_of(day, task: RectificationTask) -> datetime:
    """That day, at the hour of the present deadline (17:30 where there is none)."""
    hour = timezone.localtime(task.deadline).time() if task.deadline else time(17, 30)
    return timezone.make_aware(datetime.combine(day, hour))


class FindingForm(LoopForm):
    """A finding by hand: the photo first, then where, what kind, and what is wrong."""

    SOURCES = [(source.value, source.label) for source in Source if source != Source.INSPECTION]

    photos = PhotosField(label=_("Photo of the problem"), required=False, help_text=_("Take it first: it says most."))
    point = PointField(
        Point.objects.none(), label=_("Point"), required=False, empty_label=_("not a point"),
        help_text=_("With the point, the responsible unit is known. Elsewhere, name the place below."),
    )  # fmt: skip
    place = forms.CharField(label=_("Place"), max_length=120, required=False, help_text=_("Where exactly."))
    kind = forms.ModelChoiceField(
        ProblemKind.objects.in_use(), label=_("Kind of problem"), required=False, empty_label=_("not known yet")
    )
    description = area(_("What is wrong"), most=200)
    source = forms.ChoiceField(label=_("Source"), choices=SOURCES, initial=Source.PATROL)
    control_line = forms.ModelChoiceField(
        ControlLineKind.objects.in_use(), label=_("Control line it breaks"), required=False, empty_label=_("none"),
        help_text=_("For illegal buildings, e.g. along the national road."),
    )  # fmt: skip
    position = PositionField()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = Point.objects.visible_to(user).in_use()

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("point") and not cleaned.get("place") and not self.has_error("point"):
            self.add_error("point", _("Say where: choose a point or name the place."))
        return cleaned
