"""The forms of the loop. What a transition needs stands in the table; each need is a field here."""

from datetime import datetime, time

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Unit
from facilities.models import Point
from rectification.form_fields import PhotosField, TaskNumberField
from rectification.models import ProblemKind, RectificationTask, RequestKind, Severity, Source
from rectification.transitions import Need

NOTES = {
    "start": (_("How it will be done"), _("E.g. two people and one truck, on the spot in the morning.")),
    "submit": (_("What was done"), _("What the inspector will find now, and where.")),
    "close": (_("Result of the recheck"), _("What you saw on the spot.")),
    "close_on_answer": (_("What the authority answered"), ""),
}
REASONS = {
    "rework": (_("What is still wrong"), _("The unit reads this: say what and where.")),
    "hand_back": (_("Why it is not ours"), _("Name the unit that answers for it, if you know.")),
    "suspend": (_("Why it has to wait"), _("E.g. the money is not secured yet.")),
    "reopen": (_("What is not fixed"), ""),
}


def area(label, help_text="", *, required=True, most=300) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=most, widget=forms.Textarea({"rows": 3})
    )


def day_field(label, help_text="", **kwargs) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **kwargs
    )


def _units(task: RectificationTask, user):
    units = Unit.objects.visible_to(user).below(task.finding.town).answering()
    return units.in_force(timezone.localdate(task.reported_at))


# What each need becomes: a function (verb, task, user) that gives the field's name and the field.
FIELDS = {
    Need.KIND: lambda verb, task, user: (
        "kind", forms.ModelChoiceField(ProblemKind.objects.all(), label=_("Kind of problem"), initial=task.finding.kind_id)
    ),
    Need.SEVERITY: lambda verb, task, user: (
        "severity", forms.ChoiceField(choices=Severity, label=_("Severity"), initial=task.severity, widget=forms.RadioSelect)
    ),
    Need.UNIT: lambda verb, task, user: (
        "unit", forms.ModelChoiceField(_units(task, user), label=_("Responsible unit"), initial=_proposed_unit(task))
    ),
    Need.NOTE: lambda verb, task, user: ("note", area(*NOTES.get(verb, (_("Note"), "")))),
    Need.REASON: lambda verb, task, user: ("reason", area(*REASONS.get(verb, (_("Reason"), "")))),
    Need.OTHER_TASK: lambda verb, task, user: (
        "other_task",
        TaskNumberField(
            tasks=RectificationTask.objects.visible_to(user).exclude(pk=task.pk),
            label=_("Number of the other task"),
            help_text=_("The one that stays: this problem is put right there."),
        ),
    ),
    Need.AUTHORITY: lambda verb, task, user: (
        "authority", forms.CharField(label=_("Authority"), max_length=80, help_text=_("Outside the town: who deals with it now."))
    ),
    Need.REFERENCE: lambda verb, task, user: (
        "reference", forms.CharField(label=_("Reference"), max_length=80, help_text=_("Number of the letter or of the case."))
    ),
    Need.AFTER_PHOTO: lambda verb, task, user: (
        "photos", PhotosField(label=_("Photos after"), help_text=_("From where the problem was photographed, if you can."))
    ),
    Need.RECHECK_PHOTO: lambda verb, task, user: (
        "photos", PhotosField(label=_("Photos of the recheck"), help_text=_("Taken by you, on the spot."))
    ),
    Need.LOOK_AGAIN: lambda verb, task, user: ("look_again", day_field(_("Look again on"))),
}

# What may come with a verb beside its needs.
OPTIONAL = {
    "assign": ("person",),
    "start": ("person", "measure", "photos"),
    "rework": ("photos",),
}
OPTIONAL_FIELDS = {
    "person": lambda task: forms.CharField(
        label=_("Person responsible"), max_length=40, required=False, initial=task.person
    ),
    "measure": lambda task: area(_("Measure"), _("How the problem is put right for good."), required=False),
    "photos": lambda task: PhotosField(label=_("Photos"), required=False),
}


def _proposed_unit(task: RectificationTask):
    point = task.finding.point
    return task.responsible_unit_id or (point and point.in_charge_id) or task.finding.unit_id


class TaskForm(forms.Form):
    """A form about a task: it carries what the task was like when the page was made."""

    seen_version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    seen_entry = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, task: RectificationTask, last_entry: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        self.task = task
        self.fields["seen_version"].initial = task.version
        self.fields["seen_entry"].initial = last_entry
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the page's form has it

    def typed(self) -> list[tuple[str, str]]:
        """Label and text of what was filled in, for showing it beside what somebody else saved."""
        return [(field.label, _shown(field)) for field in self.visible_fields() if _shown(field)]

    def arguments(self) -> dict:
        """The cleaned fields, as the services name them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen_entry"}

    def renewed_for(self, task: RectificationTask, last_entry: int):
        """The same form with all that was typed, about the task as it is now."""
        data = self.data.copy()
        data["seen_version"], data["seen_entry"] = task.version, last_entry
        self.data, self.task = data, task
        return self


def _shown(bound) -> str:
    value = bound.value()
    if not value:
        return ""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    choices = getattr(bound.field, "choices", None)
    return dict((str(key), str(label)) for key, label in choices).get(str(value), str(value)) if choices else str(value)


class TransitionForm(TaskForm):
    """What one transition of the table needs, and what may come with it."""

    def __init__(self, *args, transition, user, **kwargs):
        super().__init__(*args, **kwargs)
        for need in transition.needs:
            name, field = FIELDS[need](transition.verb, self.task, user)
            self.fields[name] = field
        for name in OPTIONAL.get(transition.verb, ()):
            self.fields[name] = OPTIONAL_FIELDS[name](self.task)


class ProgressForm(TaskForm):
    note = area(_("Progress"), _("What was done since the last entry."))
    photos = PhotosField(label=_("Photos"), required=False)


class AskForm(forms.Form):
    """Asks for more time or for a pause. The hour of the new deadline is that of the old one."""

    until = day_field("")
    reason = area(_("Reason"))

    LABELS = {RequestKind.EXTENSION: _("New deadline"), RequestKind.SUSPENSION: _("Look again on")}

    def __init__(self, *args, task: RectificationTask, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.task = task
        self.fields["until"].label = self.LABELS[kind]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def arguments(self) -> dict:
        return {"reason": self.cleaned_data["reason"], "until": _moment(self.cleaned_data["until"], self.task)}


class DecideForm(forms.Form):
    """Grants a request, until the day asked for or another one, or refuses it with a reason."""

    until = day_field(_("Until"))
    reason = area(_("Reason"), _("Needed when you refuse."), required=False)

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.task = request.task
        self.fields["until"].initial = timezone.localtime(request.until).date()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def arguments(self) -> dict:
        return {"reason": self.cleaned_data["reason"], "until": _moment(self.cleaned_data["until"], self.task)}


def _moment(day, task: RectificationTask) -> datetime:
    """That day, at the hour of the present deadline (17:30 where there is none)."""
    hour = timezone.localtime(task.deadline).time() if task.deadline else time(17, 30)
    return timezone.make_aware(datetime.combine(day, hour))


class FindingForm(forms.Form):
    """A finding by hand: the photo first, then where, what kind, and what is wrong."""

    SOURCES = [(source.value, source.label) for source in (Source.PATROL, Source.DRIVE, Source.PUBLIC, Source.SUPERIOR)]

    photos = PhotosField(label=_("Photo of the problem"), required=False, help_text=_("Take it first: it says most."))
    point = forms.ModelChoiceField(
        Point.objects.none(), label=_("Point"), required=False, help_text=_("Or name the place, if it is no point.")
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    kind = forms.ModelChoiceField(ProblemKind.objects.all(), label=_("Kind of problem"), required=False)
    description = area(_("What is wrong"), most=200)
    source = forms.ChoiceField(label=_("Source"), choices=SOURCES, initial=Source.PATROL)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        points = Point.objects.visible_to(user).in_use().select_related("kind")
        self.fields["point"].queryset = points
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("point") and not cleaned.get("place"):
            self.add_error("point", _("Say where: choose a point or name the place."))
        return cleaned
