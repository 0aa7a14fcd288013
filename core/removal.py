"""Records that are removed and brought back: marked, and out of reach after a while. Evidence keeps a record from it."""

from datetime import datetime, timedelta

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError, NotAllowed
from core.models import Restorable, User
from core.thresholds import Threshold
from core.trail import record

KEPT_DAYS = Threshold(
    "core.kept_days",
    gettext_lazy("Removed records can be brought back for"),
    30,
    low=1,
    high=3650,
    unit=gettext_lazy("days"),
)


@transaction.atomic
def remove(*, subject: Restorable, by: User, now: datetime, allowed: bool) -> None:
    """Marks a record as removed. allowed: may this person (the page knows)? Raises DomainError naming what hangs on it."""
    if not allowed:
        raise NotAllowed(_("Your posts do not include this step."))
    subject = _locked(subject)
    if subject.removed_at:
        return
    if reason := subject.kept_because():
        raise DomainError(reason)
    if hanging := what_hangs_on(subject):
        raise DomainError(_("It cannot be removed: %(what)s hang on it.") % {"what": _(", ").join(hanging)})
    _mark(subject, now, by)
    record(subject=subject.told_with, by=by, verb=subject.verbs[0], at=now, reason=subject.told_as)


@transaction.atomic
def bring_back(*, subject: Restorable, by: User, now: datetime, allowed: bool) -> None:
    """Takes the mark away, once. Raises DomainError where another record took its place, or what it names is removed itself."""
    if not allowed:
        raise NotAllowed(_("Your posts do not include this step."))
    subject = _locked(subject)
    if not subject.removed_at:
        return
    if missing := what_it_misses(subject):
        raise DomainError(_("Bring back %(what)s first: it is removed too.") % {"what": _(", ").join(missing)})
    if reason := subject.kept_because():
        raise DomainError(reason)
    subject.removed_at = subject.removed_by = None
    subject.validate_constraints()
    _mark(subject, None, None)
    record(subject=subject.told_with, by=by, verb=subject.verbs[1], at=now, reason=subject.told_as)


def what_hangs_on(subject: models.Model) -> list[str]:
    """The names of the kinds of record that name this one and must not lose it (PROTECT, or one of several named), in words."""
    hanging = []
    for relation in subject._meta.related_objects:
        if relation.on_delete is not models.PROTECT and not relation.many_to_many:
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: subject})
        if hasattr(relation.related_model, "removed_at"):
            rows = rows.filter(removed_at=None)
        if rows.exists():
            hanging.append(str(relation.related_model._meta.verbose_name))
    return hanging


def what_it_misses(subject: models.Model) -> list[str]:
    """The names of records that this one names and that are removed."""
    meta = subject._meta
    fields = [field for field in meta.concrete_fields if field.is_relation]
    fields += [field for field in meta.private_fields if isinstance(field, GenericForeignKey)]
    named = [getattr(subject, field.name) for field in fields]
    several = [field for field in meta.many_to_many if issubclass(field.related_model, Restorable)]
    named += [one for field in several for one in getattr(subject, field.name).all()]
    return [f"“{one}”" for one in named if getattr(one, "removed_at", None)]


def _locked(subject: Restorable) -> Restorable:
    return type(subject)._base_manager.select_for_update(of=("self",)).get(pk=subject.pk)


def _mark(subject: Restorable, at: datetime | None, by: User | None) -> None:
    subject.removed_at, subject.removed_by = at, by
    subject.save(update_fields=["removed_at", "removed_by"])


def last_day(now: datetime) -> datetime:
    """What was removed before this moment is no longer brought back."""
    return now - timedelta(days=KEPT_DAYS.value())
