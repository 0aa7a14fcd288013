"""Works of drives, kinds of honour, activity, plan and control line."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from campaign.forms.words import HonourKindForm, WorkForm
from campaign.models import ActivityKind, ControlLineKind, DriveWork, HonourKind, PlanKind
from core.dictionary import Dictionary, register


def _stars(kind: HonourKind) -> str:
    if not kind.stars:
        return ""
    return _("%(all)s, at least %(least)s") % {"all": len(kind.stars), "least": kind.least_stars}


register(
    Dictionary(
        "drive-works",
        gettext_lazy("Works of drives"),
        gettext_lazy("What drives count, and in which measure."),
        DriveWork,
        "flag",
        columns=((pgettext_lazy("of a quantity", "Measure"), "measure"),),
        joins=("measure",),
        form_class=WorkForm,
    )
)
register(
    Dictionary(
        "honour-kinds",
        gettext_lazy("Kinds of honour"),
        gettext_lazy("What is given, to whom, what it asks for, and how long residents may object."),
        HonourKind,
        "award",
        columns=(
            (gettext_lazy("Given to"), HonourKind.get_given_to_display),
            (gettext_lazy("Stars"), _stars),
            (gettext_lazy("Days to object"), "objection_days"),
        ),
        form_class=HonourKindForm,
    )
)
register(
    Dictionary(
        "activity-kinds",
        gettext_lazy("Kinds of activity"),
        gettext_lazy("Meeting, volunteering, law lesson, sports, culture, publicity …"),
        ActivityKind,
        "people",
    )
)
register(
    Dictionary(
        "plan-kinds", gettext_lazy("Kinds of plan"), gettext_lazy("Which kinds of plan there are."), PlanKind, "map"
    )
)
register(
    Dictionary(
        "line-kinds",
        gettext_lazy("Kinds of control line"),
        gettext_lazy("What plans keep free, and what each line protects."),
        ControlLineKind,
        "map",
        fields=("protects",),
        columns=((gettext_lazy("What it protects"), "protects"),),
    )
)
