"""Kinds of project, facility and point, and the sources of money."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dictionaries.book import Dictionary, register
from core.models import Measure
from core.table_in.columns import Named, YesNo
from facilities.forms.words import FacilityKindForm
from facilities.models import FacilityKind, FundingSource, PointKind, ProjectKind


def _asked_of(kind: FacilityKind) -> str:
    """What is expected of every facility of a kind."""
    said = [
        (kind.is_cleared, _("cleared of garbage every day")),
        (kind.one_per_village, _("every village is to have one")),
    ]
    return _(", ").join(words for holds, words in said if holds)


register(
    Dictionary(
        "project-kinds", gettext_lazy("Kinds of project"), gettext_lazy("Roads, drainage, lighting, greening …"), ProjectKind, "cone"
    )
)  # fmt: skip
register(
    Dictionary(
        "funding-sources",
        gettext_lazy("Sources of money"),
        gettext_lazy("Where the money of a year and a project comes from."),
        FundingSource,
        "cash",
    )
)
register(
    Dictionary(
        "facility-kinds",
        gettext_lazy("Kinds of facility"),
        gettext_lazy("What is kept, in which measure, and whether it is cleared every day."),
        FacilityKind,
        "bins",
        form_class=FacilityKindForm,
        columns=((gettext_lazy("Usual measure"), "measure"), (gettext_lazy("What is asked of it"), _asked_of)),
        joins=("measure",),
        in_file=(
            Named("measure", "计量单位", rows=lambda town: Measure.objects.all(), make=True),
            YesNo("is_cleared", "每日清运"),
            YesNo("one_per_village", "每村一处"),
        ),
    )
)
register(
    Dictionary(
        "point-kinds", gettext_lazy("Kinds of point"), gettext_lazy("Which kinds of place are inspected."), PointKind, "geo"
    )
)  # fmt: skip
