"""The form of a word that is more than a name: the kinds of facility."""

from core.dictionaries.forms import WordForm
from facilities.models import FacilityKind


class FacilityKindForm(WordForm):
    """Whether a kind is cleared every day is fixed once there are facilities of it: every past day without a record would become a
    day that is missing, or all that were cleared would fall out of the months' figures."""

    kept_when_used = ("is_cleared",)

    class Meta:
        model = FacilityKind
        fields = ("name", "measure", "is_cleared", "one_per_village")
