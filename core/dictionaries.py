"""The ground's dictionary: what everything is measured in."""

from django.utils.translation import gettext_lazy as _

from core.dictionary import Dictionary, register
from core.models import Measure

register(Dictionary("measures", _("Measures"), _("What quantities are counted in."), Measure, "list-ol"))
