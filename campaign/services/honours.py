"""Honours on their way: nominated, publicised with time to object, awarded or not, revoked. Each step with its trail."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.honour_states import BY_VERB, HonourState, is_possible
from campaign.models import Honour, HonourKind, Objection, ObjectionState
from campaign.models.years import refuse_years
from core.errors import DomainError, NotAllowed
from core.formats import cn_date
from core.models import Serial, Unit, User
from core.trail import record

ALREADY = gettext_lazy("This household or person is nominated for this honour this year already.")


def may_nominate(user: User, unit: Unit) -> bool:
    """The unit itself, or the office of its town."""
    return user.access.covers(unit.path, "office", "unit")


@transaction.atomic
def nominate(*, honour: Honour, by: User, now: datetime) -> Honour:
    """Stores a new honour as nominated. The same nomination sent again gives the one that is there.

    Raises NotAllowed, or DomainError where the household or person is nominated already, stars are missing, or the year is closed.
    """
    if not may_nominate(by, honour.unit):
        raise NotAllowed(_("Households and people are nominated by their own village or community, or by the office."))
    if not honour.kind.is_active:
        raise DomainError(_("This kind of honour is not in use any more."))
    check_stars(honour)
    honour.name = honour.name.strip()
    if known := _known(honour):
        return _same(known, honour, by)
    refuse_years([honour.year], "year")
    honour.state, honour.nominated_by, honour.nominated_at = HonourState.NOMINATED, by, now
    try:
        with transaction.atomic():
            honour.save()
    except IntegrityError:  # the same one, at the same moment
        return _same(_known(honour), honour, by)
    record(subject=honour, by=by, verb="honour_nominate", at=now, new_state=honour.state, reason=honour.reason)
    return honour


def _known(honour: Honour) -> Honour | None:
    same = Honour.objects.present().filter(kind=honour.kind, year=honour.year, unit=honour.unit, name=honour.name)
    return same.exclude(state=HonourState.DECLINED).exclude(pk=honour.pk).first()


def _same(known: Honour, sent: Honour, by: User) -> Honour:
    if (known.nominated_by_id, known.reason, known.stars) == (by.pk, sent.reason, sent.stars):
        return known
    raise DomainError({"name": ALREADY})


def save_rewritten(honour: Honour) -> Honour:
    """Stores a nomination that was rewritten. Raises DomainError where it names one that is there already, or where it would be
    moved into a closed year or out of one."""
    if _known(honour):
        raise DomainError({"name": ALREADY})
    years = {honour.year, *Honour.objects.filter(pk=honour.pk).values_list("year", flat=True)}
    if len(years) > 1:
        refuse_years(years, "year")
    honour.save()
    return honour


def check_stars(honour: Honour) -> None:
    """Raises DomainError where stars are not of the kind's, or fewer than it asks for."""
    kind: HonourKind = honour.kind
    if set(honour.stars) - set(kind.stars):
        raise DomainError({"stars": _("This kind of honour does not have these stars.")})
    if len(set(honour.stars)) < kind.least_stars:
        words = {"least": kind.least_stars, "n": len(set(honour.stars))}
        raise DomainError({"stars": _("At least %(least)s stars are needed; %(n)s are chosen.") % words})


@transaction.atomic
def take_step(*, honour: Honour, verb: str, by: User, now: datetime, reason: str = "") -> Honour:
    """Takes an honour a step further (campaign.honour_states). The same step again is refused, for its state is another.

    Raises NotAllowed, or DomainError where the step isn't possible now, or a reason is missing.
    """
    honour = _locked(honour.pk)
    _require_office(honour, by)
    if not is_possible(verb, honour.state):
        raise DomainError(
            _("That cannot be done while the honour is '%(state)s'.") % {"state": honour.get_state_display()}
        )
    step = BY_VERB[verb]
    if step.needs_reason and not reason.strip():
        raise DomainError({"reason": _("Say why.")})
    today, old = timezone.localdate(now), honour.state
    if prepare := PREPARE.get(verb):
        prepare(honour, today)
    honour.state = step.target
    honour.save()
    record(
        subject=honour, by=by, verb=f"honour_{verb}", at=now, old_state=old, new_state=honour.state,
        reason=reason.strip(),
    )  # fmt: skip
    return honour


def _publicise(honour: Honour, today: date) -> None:
    """The last day to object is a whole day: with 7 days, the seventh after this one."""
    check_stars(honour)
    honour.publicised_on = today
    honour.objections_until = today + timedelta(days=honour.kind.objection_days)


def _award(honour: Honour, today: date) -> None:
    if missing := why_not_awarded(honour, today):
        raise DomainError(missing)
    honour.awarded_on = today
    number = Serial.objects.next(f"honour-{honour.year}")
    honour.certificate = f"荣-{honour.year}-{number:04d}"


PREPARE = {"publicise": _publicise, "award": _award}


def why_not_awarded(honour: Honour, today: date) -> str:
    """What stands between a publicised honour and its award, in words; '' for nothing."""
    if today <= honour.objections_until:
        return _("Residents may object until %(day)s. It can be awarded from the day after.") % {
            "day": cn_date(honour.objections_until)
        }
    states = set(honour.objections.values_list("state", flat=True))
    if ObjectionState.RAISED in states:
        return _("An objection is not decided yet.")
    if ObjectionState.UPHELD in states:
        return _("An objection was upheld: it cannot be awarded.")
    return ""


@transaction.atomic
def raise_objection(
    *, honour: Honour, text: str, by: User, now: datetime, raised_on: date | None = None, from_whom: str = ""
) -> Objection:
    """Enters what a resident objects. raised_on: the day on which it came in, within the term; by default today.

    The trail says that there is one, not what or whose: it is for the office alone. Raises NotAllowed or DomainError.
    """
    honour = _locked(honour.pk)
    _require_office(honour, by)
    today = timezone.localdate(now)
    raised_on = raised_on or today
    if honour.state != HonourState.PUBLICISED:
        raise DomainError(_("Objections are taken while an honour is publicised."))
    if not honour.publicised_on <= raised_on <= min(honour.objections_until, today):
        raise DomainError({"raised_on": _("This day is not within the term for objections.")})
    if not text.strip():
        raise DomainError({"text": _("Say what the objection is.")})
    objection = Objection.objects.create(
        honour=honour, text=text.strip(), from_whom=from_whom.strip(), raised_on=raised_on, entered_by=by
    )
    record(subject=honour, by=by, verb="honour_objection", at=now)
    return objection


@transaction.atomic
def decide_objection(*, objection: Objection, upheld: bool, answer: str, by: User, now: datetime) -> Objection:
    """Decides an objection, once, with an answer. Raises NotAllowed for who entered it, or DomainError."""
    honour = _locked(objection.honour_id)
    objection = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    _require_office(honour, by)
    if objection.entered_by_id == by.pk:
        raise NotAllowed(_("An objection is decided by somebody else than who entered it."))
    if objection.state != ObjectionState.RAISED:
        raise DomainError(_("This objection is decided already."))
    if not answer.strip():
        raise DomainError({"answer": _("Say what was found out.")})
    objection.state = ObjectionState.UPHELD if upheld else ObjectionState.REJECTED
    objection.answer, objection.decided_by, objection.decided_at = answer.strip(), by, now
    objection.save()
    record(subject=honour, by=by, verb="honour_uphold" if upheld else "honour_overrule", at=now)
    return objection


def _require_office(honour: Honour, by: User) -> None:
    if not by.access.covers(honour.town.path, "office"):
        raise NotAllowed(_("Only the office decides on honours."))


def _locked(pk: int) -> Honour:
    return Honour.objects.select_for_update(of=("self",)).select_related("town", "unit", "kind").get(pk=pk)
