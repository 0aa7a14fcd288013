"""Works of drives, kinds of honour, activity, plan and control line."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from campaign.forms.words import HonourKindForm, WorkForm
from campaign.models import ActivityKind, ControlLineKind, DriveWork, HonourKind, PlanKind
from campaign.models.honours import HonourFor
from core.dictionaries.book import Dictionary, register
from core.form_fields import MOST_SMALL
from core.models import Measure
from core.table_in.columns import Choice, Column, Named, Whole, Words


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
        in_file=(Named("measure", "计量单位", needed=True, rows=lambda town: Measure.objects.all(), make=True),),
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
        in_file=(
            Choice(
                "given_to",
                "授予对象",
                words={HonourFor.HOUSEHOLD.value: "家庭", HonourFor.PERSON.value: "个人"},
                blank=HonourFor.HOUSEHOLD.value,
            ),
            Column("criteria", "评选条件", longest=600),
            Words("stars", "星级名称"),
            Whole("least_stars", "至少星数", high=MOST_SMALL),
            Whole("objection_days", "异议天数", high=MOST_SMALL),
        ),
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
        in_file=(Column("protects", "保护对象"),),
    )
)
