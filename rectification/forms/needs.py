"""What each need of the transition table becomes in a form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.form_fields import PhotosField
from core.models import Unit
from rectification.forms.loop import TaskNumberField, area, day_field
from rectification.models import ProblemKind, PublicReport, RectificationTask, Refusal, Severity
from rectification.transitions import Need

# Label and help by verb: a note means something else at every step.
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
    "take_back": (_("Why it came back"), ""),
}


def _units(task: RectificationTask, user):
    return Unit.objects.visible_to(user).below(task.town).answering().living()


def _proposed_unit(task: RectificationTask):
    point = task.finding.point
    return task.responsible_unit_id or (point and point.in_charge_id) or task.finding.unit_id


MAKE = {
    Need.KIND: lambda verb, task, user: forms.ModelChoiceField(
        ProblemKind.objects.offered(task.finding.kind_id),
        label=_("Kind of problem"),
        initial=task.finding.kind_id,
    ),
    Need.SEVERITY: lambda verb, task, user: forms.ChoiceField(
        choices=Severity, label=_("Severity"), initial=task.severity, widget=forms.RadioSelect,
        help_text=_("Kind and severity set the time allowed."),
    ),
    Need.UNIT: lambda verb, task, user: forms.ModelChoiceField(
        _units(task, user), label=_("Responsible unit"), initial=_proposed_unit(task)
    ),
    Need.NOTE: lambda verb, task, user: area(*NOTES.get(verb, (_("Note"), ""))),
    Need.REASON: lambda verb, task, user: area(*REASONS.get(verb, (_("Reason"), ""))),
    Need.OTHER_TASK: lambda verb, task, user: TaskNumberField(
        tasks=RectificationTask.objects.visible_to(user).exclude(pk=task.pk),
        label=_("Number of the other task"),
        help_text=_("The one that stays: the problem is put right there."),
    ),
    Need.AUTHORITY: lambda verb, task, user: forms.CharField(
        label=_("Authority"), max_length=80, help_text=_("Outside the town: who deals with it now.")
    ),
    Need.REFERENCE: lambda verb, task, user: forms.CharField(
        label=_("Reference"), max_length=80, help_text=_("Number of the letter or of the case.")
    ),
    Need.AFTER_PHOTO: lambda verb, task, user: PhotosField(
        label=_("Photos after"), help_text=_("From where the problem was photographed, if you can.")
    ),
    Need.RECHECK_PHOTO: lambda verb, task, user: PhotosField(
        label=_("Photos of the recheck"), help_text=_("Taken by you, on the spot.")
    ),
    Need.LOOK_AGAIN: lambda verb, task, user: day_field(_("Look again on")),
}  # fmt: skip


def need_field(need: Need, verb: str, task: RectificationTask, user) -> forms.Field:
    """The field for what `verb` needs, filled with what is known already."""
    return MAKE[need](verb, task, user)


def _person(task: RectificationTask) -> forms.CharField:
    return forms.CharField(label=_("Person responsible"), max_length=40, required=False, initial=task.person)


def _measure(task: RectificationTask) -> forms.CharField:
    field = area(_("Measure"), _("How the problem is put right for good."), required=False)
    field.initial = task.measure
    return field


def _photos(task: RectificationTask) -> PhotosField:
    return PhotosField(label=_("Photos"), required=False)


def _told(task: RectificationTask) -> forms.ChoiceField | None:
    """Only for a resident's report: the words of the reason itself are not for the public."""
    if not PublicReport.objects.filter(task=task).exists():
        return None
    choices = [("", _("only that it was not accepted")), *Refusal.choices]
    return forms.ChoiceField(
        choices=choices, label=_("What the reporter is told"), required=False,
        help_text=_("Stands on the page by which the report is followed; the reason above does not."),
    )  # fmt: skip


OPTIONAL = {
    "reject": {"told": _told},
    "cancel": {"told": _told},
    "assign": {"person": _person},
    "start": {"person": _person, "measure": _measure, "photos": _photos},
    "rework": {"photos": _photos},
}
"""What may come with a verb beside its needs; a maker that gives None adds no field."""
