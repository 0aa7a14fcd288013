"""Dictionaries: the words that an office keeps itself, each a declaration of its app; and the ground's own one, of measures."""

from django.utils.translation import gettext_lazy as _

from core.dictionaries.book import Dictionary, register
from core.models import Measure

register(Dictionary("measures", _("Measures"), _("What quantities are counted in."), Measure, "list-ol"))
