"""The office changes how the indicators are worked out: a new version from a day on. What has begun keeps its own."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from core.trail import record
from core.trail_words import VALUES
from rectification.models import IndicatorRules, OnTimeBy
from rectification.thresholds import RECURS_DAYS

SET = ("on_time_by", "leave_out_suspended", "leave_out_transferred", "recurs_within_days", "least_for_percent")
"""The fields that make a version."""
VERB = "change_rules"
VALUES[VERB] = dict(OnTimeBy.choices)


@transaction.atomic
def change_rules(*, by: User, starts_on: date, note: str, now: datetime, today: date, **definitions) -> IndicatorRules:
    """A new version for periods that begin on `starts_on` (today or later) or after it. definitions: the fields of SET.

    Raises DomainError: a day in the past, without a reason, nothing changed, a version from that day is there already.
    """
    if starts_on < today:
        raise DomainError({"starts_on": _("Choose today or a later day: what has begun keeps its definitions.")})
    if not note.strip():
        raise DomainError({"note": _("Say why.")})
    _check_days(definitions["recurs_within_days"])
    before = IndicatorRules.objects.filter(starts_on__lt=starts_on).first() or IndicatorRules()
    changes = {name: [getattr(before, name), definitions[name]] for name in SET}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        raise DomainError(_("Nothing is different from the version before."))
    rules = IndicatorRules(starts_on=starts_on, note=note.strip(), made_by=by, made_at=now, **definitions)
    try:
        rules.full_clean()
    except ValidationError as error:
        raise DomainError(error.message_dict) from error
    rules.save()
    record(subject=rules, by=by, verb=VERB, at=now, changes=changes, reason=rules.note)
    return rules


def _check_days(days: int) -> None:
    linked = RECURS_DAYS.value()
    if days > linked:
        raise DomainError(
            {
                "recurs_within_days": _("What comes back is looked for within %(days)s days; more cannot be counted.")
                % {"days": linked}
            }
        )
