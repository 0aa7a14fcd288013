"""Quantities as the records give them: a number, its measure and how exact it is. '300多只' is never a false 300.00. Pure.

The words differ by language; in Chinese they stand where an office writes them: 300多只, 30余车, 约20处, 1600平方米左右.
"""

from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import pgettext, pgettext_lazy


class Exactness(TextChoices):
    EXACT = "exact", pgettext_lazy("exactness", "exactly")
    MORE = "more", pgettext_lazy("exactness", "more than (多)")
    ODD = "odd", pgettext_lazy("exactness", "somewhat more than (余)")
    ABOUT = "about", pgettext_lazy("exactness", "about (约)")
    AROUND = "around", pgettext_lazy("exactness", "around (左右)")
    LESS = "less", pgettext_lazy("exactness", "not quite (近)")


def written(number: Decimal | int, measure: str = "", exactness: str = Exactness.EXACT) -> str:
    """The quantity in words: written(300, '只', 'more') is '300多只'. number: >= 0, shown without needless zeros."""
    text = f"{Decimal(number):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    words = {"number": text, "measure": measure}
    if exactness == Exactness.MORE:
        return pgettext("quantity: more than", "over %(number)s %(measure)s") % words
    if exactness == Exactness.ODD:
        return pgettext("quantity: somewhat more than", "over %(number)s %(measure)s") % words
    if exactness == Exactness.ABOUT:
        return pgettext("quantity: about", "about %(number)s %(measure)s") % words
    if exactness == Exactness.AROUND:
        return pgettext("quantity: around", "around %(number)s %(measure)s") % words
    if exactness == Exactness.LESS:
        return pgettext("quantity: not quite", "nearly %(number)s %(measure)s") % words
    return pgettext("quantity", "%(number)s %(measure)s") % words


def weaker(one: str, other: str) -> str:
    """How exact a sum of two quantities is: as exact as both, else 'more than' where either is more, else 'about'."""
    if one == other:
        return one
    if Exactness.EXACT in (one, other):
        return other if one == Exactness.EXACT else one
    over = {Exactness.MORE, Exactness.ODD}
    return Exactness.MORE if {one, other} <= over else Exactness.ABOUT
