"""Units by the names in a file: made where they are missing, and what a report says of a name that is not today's."""

import re
from datetime import date

from django.utils.translation import gettext as _

from core.files_in.cells import match_key
from core.formats import cn_date
from core.models import Unit, UnitKind
from core.units.history import living
from core.units.names import tidy

# How Chinese administrative units end: the kind that a made unit gets, which the office can change.
_ENDINGS = (
    (re.compile(r"(街道|办事处)$"), UnitKind.SUBDISTRICT),
    (re.compile(r"[镇乡]$"), UnitKind.TOWN),
    (re.compile(r"村(委会|民委员会)?$"), UnitKind.VILLAGE),
    (re.compile(r"(社区|居委会)$"), UnitKind.COMMUNITY),
)


def kind_by_name(name: str, otherwise: str) -> str:
    return next((kind for ending, kind in _ENDINGS if ending.search(name)), otherwise)


def add_unit(parent: Unit | None, name: str, kind: str) -> Unit:
    fields = {"name": name, "kind": kind}
    return (
        Unit.objects.add_child(parent, create_kwargs=fields) if parent else Unit.objects.add_root(create_kwargs=fields)
    )


def name_key(name: str) -> str:
    """What all spellings of a unit's name share."""
    return match_key(tidy(name))


def is_called(unit: Unit, name: str) -> bool:
    return name_key(unit.name) == name_key(name)


def footing(name: str, unit: Unit, then: Unit) -> str:
    """What a report says where a unit is found by a name that it didn't have on the day of the round, or has no longer; '' where it
    had and has it. then: the unit as it stood on that day."""
    if not is_called(unit, name):
        said = _("“%(name)s” is %(unit)s, which had that name on the day of the round.")
        return said % {"name": name, "unit": unit.name}
    if not is_called(then, name):
        said = _("“%(name)s” was called %(unit)s on the day of the round; it is the same unit.")
        return said % {"name": name, "unit": then.name}
    return ""


def why_passed(unit: Unit, day: date) -> str:
    """Why a name that once led to this unit leads nowhere on this day, with a proposal: it had ended, or was called otherwise."""
    if unit.ends_on and unit.ends_on < day:
        heir = living(unit)
        words = {"day": cn_date(unit.ends_on), "heir": heir.name}
        if heir.pk != unit.pk:
            return _("It ended on %(day)s, and %(heir)s took over. Write that name, if it is meant.") % words
        return _("It ended on %(day)s, before this round. Correct the name or the date.") % words
    words = {"unit": unit.name, "day": cn_date(unit.changed_on)}
    return _("On that day it was called %(unit)s already (since %(day)s). Write that name, if it is meant.") % words
